package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.Request;
import io.rollcall.vendor.Addresses;
import io.rollcall.vendor.PageRule;

/**
 * Requests to Talkdesk's REST API.
 *
 * @param users address of all users
 * @param roles address of all roles
 * @param teams address of all teams
 */
record TalkdeskApi(String users, String roles, String teams) {

    /** Without a filter: a user who was deactivated must stay in sight. */
    PageRule listUsers() {
        return new TalkdeskPages(list("list users", users, TalkdeskVendor.PATH_USERS), "users", false);
    }

    PageRule listRoles() {
        return new TalkdeskPages(list("list roles", roles, TalkdeskVendor.PATH_ROLES), "roles", true);
    }

    PageRule listTeams() {
        return new TalkdeskPages(list("list teams", teams, TalkdeskVendor.PATH_TEAMS), "teams", true);
    }

    Request getUser(String id) {
        return user("get user", id);
    }

    /** The specification shows this filter in its way to deactivate somebody, and not where it describes the list. */
    PageRule findUsers(String address) {
        return new TalkdeskPages(
                list("find users", users, TalkdeskVendor.PATH_USERS).with("email", address), "users", true);
    }

    Request createUser(JsonNode user) {
        return list("create user", users, TalkdeskVendor.PATH_USERS).write("POST", user);
    }

    Request updateUser(String id, JsonNode changes) {
        return user("update user", id).write("PATCH", changes);
    }

    Request deleteUser(String id) {
        return user("delete user", id).write("DELETE", null);
    }

    private Request user(String name, String id) {
        return accepting(Request.item(name, Addresses.item(users, id), TalkdeskVendor.PATH_USERS)
                .below(TalkdeskVendor.BASE_URL));
    }

    /** The object itself, also where it comes inside an envelope. */
    static JsonNode unwrap(JsonNode body) {
        return body.path("user").isObject() ? body.path("user") : body;
    }

    /** A listing, in either of the shapes that Talkdesk has. */
    static Request list(String name, String url, String setting) {
        return accepting(Request.list(name, url, setting).below(TalkdeskVendor.BASE_URL));
    }

    private static Request accepting(Request request) {
        return request.header("Accept", "application/json, application/hal+json");
    }
}

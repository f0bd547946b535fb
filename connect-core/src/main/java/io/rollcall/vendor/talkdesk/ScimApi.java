package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rollcall.http.Request;
import io.rollcall.vendor.Addresses;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.PageRule;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Talkdesk's SCIM 2.0 API (RFC 7644).
 *
 * @param users address of all users
 * @param groups address of all groups, which are Talkdesk's teams
 */
record ScimApi(String users, String groups) {
    /** Talkdesk does not say what the longest page is; a shorter one than asked for is fine. */
    private static final int PAGE = 100;

    private static final String UPDATE_GROUP = "update SCIM group";

    PageRule listUsers() {
        return new Indexed(accepting(Request.list("list SCIM users", users, TalkdeskVendor.PATH_SCIM_USERS)
                .below(TalkdeskVendor.SCIM_BASE_URL)));
    }

    PageRule listGroups() {
        return new Indexed(accepting(Request.list("list SCIM groups", groups, TalkdeskVendor.PATH_SCIM_GROUPS)
                .below(TalkdeskVendor.SCIM_BASE_URL)));
    }

    PageRule findUsers(String filter) {
        return new Indexed(accepting(Request.list("find SCIM users", users, TalkdeskVendor.PATH_SCIM_USERS)
                .below(TalkdeskVendor.SCIM_BASE_URL)
                .with("filter", filter)));
    }

    Request getUser(String id) {
        return user("get SCIM user", id);
    }

    Request createUser(JsonNode user) {
        return writing(
                Request.list("create SCIM user", users, TalkdeskVendor.PATH_SCIM_USERS)
                        .below(TalkdeskVendor.SCIM_BASE_URL),
                "POST",
                user);
    }

    Request updateUser(String id, JsonNode patch) {
        return writing(user("update SCIM user", id), "PATCH", patch);
    }

    Request deleteUser(String id) {
        return user("delete SCIM user", id).write("DELETE", null);
    }

    Request updateGroup(String id, JsonNode patch) {
        Request group = Request.item(UPDATE_GROUP, Addresses.item(groups, id), TalkdeskVendor.PATH_SCIM_GROUPS)
                .below(TalkdeskVendor.SCIM_BASE_URL);
        return writing(group, "PATCH", patch);
    }

    /** Whether the answer to a write shows the user, and not a group. */
    static boolean changesUser(Request write) {
        return !write.name().equals(UPDATE_GROUP);
    }

    private Request user(String name, String id) {
        return accepting(Request.item(name, Addresses.item(users, id), TalkdeskVendor.PATH_SCIM_USERS)
                .below(TalkdeskVendor.SCIM_BASE_URL));
    }

    private static Request writing(Request request, String verb, JsonNode body) {
        return accepting(request)
                .header("Content-Type", "application/scim+json")
                .write(verb, body);
    }

    private static Request accepting(Request request) {
        return request.header("Accept", "application/scim+json, application/json");
    }

    /** Pages by the index of their first item, from 1, up to {@code totalResults}. */
    private static final class Indexed implements PageRule {
        private final Request list;
        private long total = -1;
        private boolean totalMoved;

        Indexed(Request list) {
            this.list = list;
        }

        @Override
        public Request first() {
            return from(1);
        }

        /** RFC 7644, 3.4.2: {@code Resources} may be left out when {@code totalResults} is 0, and only then. */
        @Override
        public @Nullable JsonNode items(JsonNode body) {
            JsonNode resources = Json.array(body, "/Resources");
            boolean nobody = resources == null
                    && body.path("Resources").isMissingNode()
                    && Json.count(body.path("totalResults")) == 0;
            return nobody ? JsonNodeFactory.instance.arrayNode() : resources;
        }

        @Override
        public Turn turn(JsonNode body, Progress progress) {
            long now = Json.count(body.path("totalResults"));
            totalMoved |= total >= 0 && now != total;
            total = now;
            if (progress.onPage() > 0 && (total < 0 || progress.received() < total)) {
                int next = progress.received() + 1;
                return new Turn.Next(String.valueOf(next), from(next));
            }
            if (totalMoved) {
                return new Turn.Broken("total changed meanwhile");
            }
            return progress.distinct() < total ? new Turn.Broken("short listing") : Turn.LAST;
        }

        private Request from(int index) {
            return list.with("startIndex", index).with("count", PAGE);
        }
    }
}

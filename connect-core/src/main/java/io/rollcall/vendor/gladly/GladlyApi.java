package io.rollcall.vendor.gladly;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.Request;
import io.rollcall.vendor.Addresses;
import io.rollcall.vendor.CursorPages;
import io.rollcall.vendor.PageRule;
import java.util.List;

/**
 * Requests to Gladly's REST API.
 *
 * @param host the setting that the host was made from
 * @param agents address of all agents
 * @param teams address of all teams
 * @param inboxes address of all inboxes
 */
record GladlyApi(String host, String agents, String teams, String inboxes) {
    /** The longest page there is; the vendor's own is 20. */
    private static final int PAGE = 100;

    /** Without a filter: an agent who was deactivated must stay in sight. */
    PageRule listAgents() {
        return pages(
                Request.list("list agents", agents, GladlyVendor.PATH_AGENTS).below(host));
    }

    PageRule listTeams() {
        return pages(Request.list("list teams", teams, GladlyVendor.PATH_TEAMS).below(host));
    }

    PageRule listInboxes() {
        return pages(
                Request.list("list inboxes", inboxes, GladlyVendor.PATH_INBOXES).below(host));
    }

    Request getAgent(String id) {
        return Request.item("get agent", Addresses.item(agents, id), GladlyVendor.PATH_AGENTS)
                .below(host);
    }

    /** The specification shows this filter in its way to deactivate somebody, and not where it describes the list. */
    PageRule findAgents(String address) {
        return pages(Request.list("find agents", agents, GladlyVendor.PATH_AGENTS)
                .below(host)
                .with("emailAddress", address));
    }

    Request createAgent(JsonNode agent) {
        return Request.list("create agent", agents, GladlyVendor.PATH_AGENTS)
                .below(host)
                .write("POST", agent);
    }

    Request updateAgent(String id, JsonNode changes) {
        return Request.item("update agent", Addresses.item(agents, id), GladlyVendor.PATH_AGENTS)
                .below(host)
                .write("PATCH", changes);
    }

    private static PageRule pages(Request list) {
        return new CursorPages(
                list.with("limit", PAGE),
                (first, cursor) -> first.with("cursor", cursor),
                "/items",
                List.of("/nextCursor"));
    }
}

package io.rollcall.vendor.livechat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.Request;
import io.rollcall.vendor.CursorPages;
import io.rollcall.vendor.PageRule;
import java.util.List;

/**
 * Requests to LiveChat's Configuration API: actions, all of them POSTs of JSON, the reading ones too.
 *
 * @param agentsUrl address of list_agents
 * @param agentUrl address of get_agent
 * @param groupsUrl address of list_groups
 * @param sendFields whether to name the attributes that v3.6 leaves out unless asked for
 */
record LiveChatApi(String agentsUrl, String agentUrl, String groupsUrl, boolean sendFields) {
    /** Without them there is no telling whether an agent is approved, suspended, or in any group. */
    private static final List<String> FIELDS = List.of(
            "awaiting_approval",
            "suspended",
            "groups",
            "max_chats_count",
            "job_title",
            "mobile",
            "notifications",
            "work_scheduler",
            "email_subscriptions");

    PageRule listAgents() {
        return pages(
                Request.list("list agents", agentsUrl, LiveChatVendor.PATH_AGENTS)
                        .below(LiveChatVendor.BASE_URL),
                agentFields(),
                "/agents");
    }

    PageRule listGroups() {
        return pages(
                Request.list("list groups", groupsUrl, LiveChatVendor.PATH_GROUPS)
                        .below(LiveChatVendor.BASE_URL),
                body(),
                "/groups");
    }

    Request getAgent(String id) {
        return Request.item("get agent", agentUrl, LiveChatVendor.PATH_AGENT)
                .below(LiveChatVendor.BASE_URL)
                .post(agentFields().put("id", id));
    }

    /** The vendor's own page size is its largest, so none is asked for. */
    private static PageRule pages(Request list, ObjectNode body, String array) {
        return new CursorPages(
                list.post(body),
                (first, cursor) -> list.post(body.deepCopy().put("page_id", cursor)),
                array,
                List.of("/next_page_id", "/page_id"));
    }

    private ObjectNode agentFields() {
        ObjectNode body = body();
        if (sendFields) {
            FIELDS.forEach(body.putArray("fields")::add);
        }
        return body;
    }

    private static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }
}

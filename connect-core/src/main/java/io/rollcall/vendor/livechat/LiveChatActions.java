package io.rollcall.vendor.livechat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.Request;

/**
 * Requests that change agents.
 *
 * @param createUrl address of create_agent
 * @param updateUrl address of update_agent
 * @param deleteUrl address of delete_agent
 * @param suspendUrl address of suspend_agent
 * @param unsuspendUrl address of unsuspend_agent
 */
record LiveChatActions(String createUrl, String updateUrl, String deleteUrl, String suspendUrl, String unsuspendUrl) {

    /** With groups, one of them may be what is not found; without, it can only be the action. */
    Request create(ObjectNode agent) {
        String name = "create agent";
        Request create = agent.has("groups")
                ? Request.item(name, createUrl, LiveChatVendor.PATH_CREATE)
                : Request.list(name, createUrl, LiveChatVendor.PATH_CREATE);
        return create.below(LiveChatVendor.BASE_URL).write("POST", agent);
    }

    Request update(ObjectNode agent) {
        return action("update agent", updateUrl, LiveChatVendor.PATH_UPDATE, agent);
    }

    Request delete(String id) {
        return action("delete agent", deleteUrl, LiveChatVendor.PATH_DELETE, agent(id));
    }

    Request suspend(String id) {
        return action("suspend agent", suspendUrl, LiveChatVendor.PATH_SUSPEND, agent(id));
    }

    Request unsuspend(String id) {
        return action("unsuspend agent", unsuspendUrl, LiveChatVendor.PATH_UNSUSPEND, agent(id));
    }

    static ObjectNode agent(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }

    private static Request action(String name, String url, String setting, ObjectNode body) {
        return Request.item(name, url, setting).below(LiveChatVendor.BASE_URL).write("POST", body);
    }
}

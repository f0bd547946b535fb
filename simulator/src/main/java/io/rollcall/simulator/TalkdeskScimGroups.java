package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Teams by SCIM. A group of a name that exists is a second team of that name, as the specification warns. */
final class TalkdeskScimGroups {

    Answer answer(String action, Call call, SimulatedAccount account) {
        if (action.equals("scim_create_group")) {
            return create(TalkdeskScimUsers.body(call), account);
        }
        ObjectNode team = account.truth()
                .find(TalkdeskModel.TEAMS, call.path().get(3))
                .orElseThrow(() -> new Refused(TalkdeskScimFake.refusal(404, "", "Group not found")));
        if (action.equals("scim_delete_group")) {
            account.remove(TalkdeskModel.TEAMS, Json.text(team, "id"));
            return Answer.empty(204);
        }
        return patch(team, TalkdeskScimUsers.body(call), account);
    }

    private static Answer create(ObjectNode wanted, SimulatedAccount account) {
        String name = Json.text(wanted, "displayName");
        if (name.isEmpty()) {
            return TalkdeskScimFake.refusal(400, "invalidValue", "displayName is required");
        }
        List<String> members = Scim.memberIds(wanted.path("members"));
        checkMembers(members, account);
        ObjectNode team = account.put(TalkdeskModel.TEAMS, Json.object().put("name", name));
        String id = Json.text(team, "id");
        members.forEach(member -> account.join(TalkdeskModel.TEAMS, id, member));
        return shown(201, id, account);
    }

    private static Answer patch(ObjectNode team, ObjectNode request, SimulatedAccount account) {
        String id = Json.text(team, "id");
        List<String> before = Json.strings(VendorModel.members(account.truth(), "teams", id));
        ObjectNode group = ScimPatch.applied(Scim.group(account.truth(), team), request);
        List<String> after = Scim.memberIds(group.path("members"));
        checkMembers(after, account);
        JsonNode name = group.path("displayName");
        if (!name.equals(team.path("name"))) {
            account.put(TalkdeskModel.TEAMS, team.deepCopy().put("name", name.asText()));
        }
        after.stream()
                .filter(user -> !before.contains(user))
                .forEach(user -> account.join(TalkdeskModel.TEAMS, id, user));
        before.stream()
                .filter(user -> !after.contains(user))
                .forEach(user -> account.leave(TalkdeskModel.TEAMS, id, user));
        return shown(200, id, account);
    }

    private static void checkMembers(List<String> members, SimulatedAccount account) {
        for (String member : members) {
            if (!account.truth().has(Tables.USERS, member)) {
                throw new Refused(TalkdeskScimFake.refusal(400, "invalidValue", "No such member"));
            }
        }
    }

    private static Answer shown(int status, String id, SimulatedAccount account) {
        ObjectNode team = account.truth().find(TalkdeskModel.TEAMS, id).orElseThrow();
        return TalkdeskScimFake.scim(status, Scim.group(account.truth(), team));
    }
}

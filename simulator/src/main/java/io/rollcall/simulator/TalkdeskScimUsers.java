package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Single users by SCIM. */
final class TalkdeskScimUsers {

    private final VendorContext context;

    TalkdeskScimUsers(VendorContext context) {
        this.context = context;
    }

    Answer answer(String action, Call call, SimulatedAccount account) {
        return switch (action) {
            case "scim_get_user" ->
                TalkdeskScimFake.scim(200, Scim.user(account.visible(), known(account.visible(), call)));
            case "scim_create_user" -> create(body(call), account);
            case "scim_replace_user" -> replace(known(account.truth(), call), body(call), account);
            case "scim_update_user" -> patch(known(account.truth(), call), body(call), account);
            default -> delete(Json.text(known(account.truth(), call), "id"), account);
        };
    }

    private Answer create(ObjectNode wanted, SimulatedAccount account) {
        require(wanted);
        unique(wanted, "", account);
        ObjectNode attributes = Scim.row(account.truth(), Json.object(), wanted);
        if (TalkdeskFake.noSeat(context.settings(), account)) {
            // Out of licences the vendor creates the user all the same, and says nothing.
            attributes.put("status", "inactive");
        }
        ObjectNode created = account.create(attributes, Integer.MAX_VALUE);
        context.stats().mailed();
        return shown(201, Json.text(created, "id"), account);
    }

    private static Answer replace(ObjectNode row, ObjectNode wanted, SimulatedAccount account) {
        require(wanted);
        String id = Json.text(row, "id");
        unique(wanted, id, account);
        account.replace(Scim.row(account.truth(), row, wanted));
        return shown(200, id, account);
    }

    private static Answer patch(ObjectNode row, ObjectNode request, SimulatedAccount account) {
        ObjectNode user = ScimPatch.applied(Scim.user(account.truth(), row), request);
        return replace(row, user, account);
    }

    private static Answer delete(String id, SimulatedAccount account) {
        account.delete(id);
        return Answer.empty(204);
    }

    private static void require(ObjectNode wanted) {
        boolean named = !wanted.path("name").path("givenName").asText("").isEmpty()
                && wanted.path("name").has("familyName");
        if (Json.text(wanted, "userName").isEmpty() || !named) {
            throw new Refused(TalkdeskScimFake.refusal(
                    400, "invalidValue", "userName, name.givenName and name.familyName are required"));
        }
    }

    private static void unique(ObjectNode wanted, String ownId, SimulatedAccount account) {
        TalkdeskModel.withEmail(account.truth(), Json.text(wanted, "userName"))
                .filter(other -> !Json.text(other, "id").equals(ownId))
                .ifPresent(other -> {
                    throw new Refused(TalkdeskScimFake.refusal(409, "uniqueness", "userName is taken"));
                });
    }

    private static Answer shown(int status, String id, SimulatedAccount account) {
        ObjectNode row = account.truth().find(Tables.USERS, id).orElseThrow();
        return TalkdeskScimFake.scim(status, Scim.user(account.truth(), row));
    }

    private static ObjectNode known(Tables tables, Call call) {
        return tables.find(Tables.USERS, call.path().get(3))
                .orElseThrow(() -> new Refused(TalkdeskScimFake.refusal(404, "", "User not found")));
    }

    static ObjectNode body(Call call) {
        try {
            return call.json();
        } catch (IllegalArgumentException e) {
            throw new Refused(TalkdeskScimFake.refusal(400, "invalidSyntax", "Malformed request body"));
        }
    }
}

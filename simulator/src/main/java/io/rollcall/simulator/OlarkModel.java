package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Olark's operators and groups. Membership is kept on the operator and shown on the group as {@code operator_ids}. */
final class OlarkModel implements VendorModel {

    static final String GROUPS = "groups";
    static final Set<String> FIELDS = Set.of("username", "email", "nickname", "group_ids", "available");
    private static final List<String> GROUP_IDS = List.of("grp1", "grp2", "grp3");

    @Override
    public void furnish(Tables tables) {
        List<String> names = List.of("Sales", "Support", "Billing");
        for (int i = 0; i < names.size(); i++) {
            String id = GROUP_IDS.get(i);
            tables.put(GROUPS, id, Json.object().put("id", id).put("name", names.get(i)));
        }
    }

    @Override
    public ObjectNode draft(Person person) {
        return Json.object()
                .put("username", person.email())
                .put("email", person.email())
                .put("nickname", person.given())
                .put("available", person.every(3))
                .set("group_ids", VendorModel.pick(person, GROUP_IDS, 4));
    }

    @Override
    public ObjectNode born(Directory directory, ObjectNode attributes, Instant now) {
        String id = String.format("op%05d", directory.next(Tables.USERS));
        ObjectNode user = Json.object()
                .put("id", id)
                .put("username", Json.text(attributes, "email"))
                .put("email", "")
                .put("nickname", "")
                .put("available", false)
                .set("group_ids", Json.array());
        return user.setAll(attributes);
    }

    @Override
    public ObjectNode touched(ObjectNode user, Instant now) {
        return user;
    }

    @Override
    public ObjectNode shown(Tables tables, ObjectNode user) {
        return user.deepCopy();
    }

    @Override
    public ObjectNode shown(Tables tables, String table, ObjectNode row) {
        return row.deepCopy().set("operator_ids", VendorModel.members(tables, "group_ids", Json.text(row, "id")));
    }

    @Override
    public Map<String, String> memberships() {
        return Map.of(GROUPS, "group_ids");
    }

    @Override
    public JsonNode newId(Directory directory, String table) {
        return TextNode.valueOf("grp" + (100 + directory.next(table)));
    }
}

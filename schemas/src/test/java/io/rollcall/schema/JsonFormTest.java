package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.user.StateVersion;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

class JsonFormTest {

    private static final UserEvent EVENT = Samples.event(Samples.update());

    @Test
    void jsonWithSchemasComesBackEqual() {
        Struct value = UserEventCodec.encode(EVENT, Samples.EVERYTHING);
        try (JsonConverter converter = converter(true)) {
            byte[] bytes = converter.fromConnectData("users", UserSchemas.VALUE, value);

            Struct back = (Struct) converter.toConnectData("users", bytes).value();

            assertThat(UserEventCodec.decode(back)).isEqualTo(UserEventCodec.decode(value));
        }
    }

    @Test
    void jsonWithoutSchemasHasTheDocumentedShape() throws Exception {
        Struct value = UserEventCodec.encode(EVENT, new EventOptions(false, false));
        try (JsonConverter converter = converter(false)) {
            byte[] bytes = converter.fromConnectData("users", UserSchemas.VALUE, value);

            String expected = """
                    {
                      "before": null,
                      "after": {
                        "id": "ada@example.test",
                        "externalId": "f3a1",
                        "userName": "ada@example.test",
                        "displayName": "Ada",
                        "active": true,
                        "lifecycleState": "ACTIVE",
                        "title": "Lead",
                        "preferredLanguage": null,
                        "timezone": "Europe/London",
                        "emails": [{"value": "ada@example.test", "type": "work", "primary": true}],
                        "phoneNumbers": [{"value": "+44 1", "type": "mobile"}],
                        "roles": [{"value": "administrator", "display": null, "type": "role", "priority": null}],
                        "groups": [
                          {"value": "3", "display": null, "type": "group", "priority": null},
                          {"value": "7", "display": "Sales", "type": "group", "priority": "last"}
                        ],
                        "meta": {"created": 1768478400000, "lastModified": 1772359170000, "version": "%s"},
                        "extensions": {"livechat:max_chats_count": "6"},
                        "presence": {}
                      },
                      "source": {
                        "version": "1.2.3",
                        "connector": "livechat",
                        "name": "support",
                        "ts_ms": 1772359170000,
                        "snapshot": "false",
                        "db": "acme eu",
                        "sequence": "0000000000000000007",
                        "vendor": "livechat",
                        "tenant": "acme eu",
                        "userId": "ada@example.test",
                        "apiVersion": "v3.6",
                        "sweepId": "sweep-12"
                      },
                      "op": "u",
                      "ts_ms": 1772359201000,
                      "event": {
                        "id": "%s",
                        "type": "urn:ietf:params:scim:event:prov:patch:full",
                        "lifecycle": "UPDATED",
                        "revision": 7,
                        "changedAttributes": ["title"],
                        "observedFrom": 1772359140000,
                        "observedTo": 1772359200000,
                        "channel": "POLL",
                        "deleteEvidence": null,
                        "previousUserId": null
                      }
                    }
                    """.formatted(StateVersion.of(Samples.KEY, Samples.LEAD), EVENT.id());
            ObjectMapper mapper = new ObjectMapper();
            assertThat(mapper.readTree(bytes)).isEqualTo(mapper.readTree(expected));
        }
    }

    private static JsonConverter converter(boolean schemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", schemas), false);
        return converter;
    }
}

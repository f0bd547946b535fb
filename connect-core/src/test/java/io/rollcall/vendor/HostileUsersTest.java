package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.Answer;
import io.rollcall.http.Credentials;
import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a vendor puts where, a listing ends with a verdict and a read with a user or a reason. */
class HostileUsersTest {
    private static final int USERS = 3_000;
    private static final List<String> NAMES = List.of(
            "username",
            "email",
            "emailAddress",
            "nickname",
            "available",
            "group_ids",
            "account_id",
            "name",
            "role",
            "avatar",
            "avatar_path",
            "job_title",
            "mobile",
            "awaiting_approval",
            "suspended",
            "groups",
            "login_status",
            "summaries",
            "inboxes",
            "teams",
            "active",
            "phoneNumber",
            "externalId",
            "createdAt",
            "agentStatus",
            "language",
            "status",
            "extension",
            "ring_groups",
            "time_zone",
            "created_at",
            "updated_at",
            "_links",
            "userName",
            "displayName",
            "emails",
            "phoneNumbers",
            "meta",
            "schemas",
            "title",
            "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User",
            "",
            "olark:x",
            "password");

    private record Canned(JsonHttp http) implements Http {
        @Override
        public JsonHttp anonymous() {
            return request -> new Answer(
                    200, ScriptedHttp.json("{\"access_token\":\"t\",\"expires_in\":60}"), ScriptedHttp.SENT_AT);
        }

        @Override
        public JsonHttp as(Credentials credentials) {
            return http;
        }

        @Override
        public InstantSource clock() {
            return InstantSource.fixed(ScriptedHttp.SENT_AT);
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource({
        "olark, olark.api.key=k",
        "livechat, livechat.auth=bearer livechat.bearer.token=t",
        "gladly, gladly.organization=acme gladly.user=u gladly.secret=s",
        "talkdesk, talkdesk.client.id=i talkdesk.client.secret=s",
        "talkdesk, talkdesk.api=scim talkdesk.scim.token=t"
    })
    void noUserObjectBreaksAMapper(String name, String pairs) {
        Vendor vendor = Vendors.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, String> settings = Arrays.stream(pairs.split(" "))
                .collect(Collectors.toMap(pair -> pair.split("=")[0], pair -> pair.split("=")[1]));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Account account = vendor.parse(VendorRig.config(vendor, settings));

        for (int i = 0; i < USERS; i++) {
            ObjectNode user = JsonNodeFactory.instance.objectNode().put("id", "u" + i);
            for (int field = random.nextInt(8); field > 0; field--) {
                user.set(NAMES.get(random.nextInt(NAMES.size())), value(random, 3));
            }
            UserDirectory directory = account.open(new Canned(request -> new Answer(200, user, ScriptedHttp.SENT_AT)));
            try {
                assertThat(directory.read("u" + i)).isInstanceOf(Lookup.Found.class);
            } catch (RuntimeException e) {
                fail("seed " + seed + ", " + user, e);
            }
        }
    }

    private static JsonNode value(Random random, int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0:
                return json.nullNode();
            case 1:
                return json.booleanNode(random.nextBoolean());
            case 2:
                return json.numberNode(random.nextLong());
            case 3:
                return json.numberNode(random.nextDouble());
            case 4:
                return json.textNode("");
            case 5:
                return json.textNode(random.nextBoolean() ? "active" : "2024-13-45T99:00Z;;\u0000\ud800");
            case 6:
                return json.textNode("x".repeat(random.nextInt(200)));
            case 7:
                var array = json.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                return array;
            default:
                ObjectNode object = json.objectNode();
                for (String name : List.of("id", "value", "type", "rolesString", "teamsString", "created", "primary")) {
                    if (random.nextBoolean()) {
                        object.set(name, value(random, depth - 1));
                    }
                }
                return object;
        }
    }
}

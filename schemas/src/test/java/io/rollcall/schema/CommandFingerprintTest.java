package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.RandomCommands;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandFingerprintTest {

    private static final Set<String> NOT_ASKED = Set.of("commandId", "correlationId", "issuedAt");

    @Test
    void theFingerprintIsTheDigestOfTheDocumentedText() throws Exception {
        String canonical = "{\"attributes\":{\"clear\":[\"nickName\"],\"displayName\":\"Ada\","
                + "\"email\":\"ada@example.test\",\"extensions\":{\"livechat:max_chats_count\":\"6\"},"
                + "\"externalId\":\"hr-1001\",\"phoneNumber\":\"+44 1\",\"preferredLanguage\":\"en\","
                + "\"timezone\":\"Europe/London\",\"title\":\"Lead\",\"userName\":\"ada\"},"
                + "\"memberships\":[{\"action\":\"ADD\",\"refs\":[{\"id\":\"7\",\"name\":\"Sales\","
                + "\"priority\":\"last\"}],\"type\":\"group\"},{\"action\":\"REPLACE\",\"refs\":[],\"type\":\"role\"}],"
                + "\"notAfter\":\"2026-03-02T10:00:00Z\",\"operation\":\"UPSERT\","
                + "\"options\":{\"allowRecreate\":true,\"approvalTimeoutMs\":60000,\"deleteMode\":\"HARD\","
                + "\"dryRun\":true,\"guardOverride\":\"approval-9\",\"onExisting\":\"FAIL\"},"
                + "\"preconditions\":{\"ifActive\":true,\"ifUserId\":\"u-1\",\"ifVersion\":\"v1:x\"},"
                + "\"sequence\":7,\"subject\":{\"email\":\"ada@example.test\",\"externalId\":\"hr-1001\","
                + "\"userId\":\"u-1\",\"userName\":\"ada\"},\"subjectKey\":\"hr-1001\",\"tenant\":\"acme eu\","
                + "\"vendor\":\"livechat\"}";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));

        assertThat(CommandFingerprint.of(CommandSamples.EVERYTHING))
                .isEqualTo("v1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }

    @Test
    void theFormInWhichACommandWasWrittenDoesNotCount() {
        String fingerprint = CommandFingerprint.of(CommandSamples.EVERYTHING);

        assertThat(List.of(
                        decode(CommandSamples.everything()),
                        decode(Inferred.struct(CommandSamples.everything())),
                        decode(CommandCodec.encode(CommandSamples.EVERYTHING)),
                        CommandJson.read(CommandJson.write(CommandSamples.EVERYTHING))))
                .allSatisfy(
                        command -> assertThat(CommandFingerprint.of(command)).isEqualTo(fingerprint));
    }

    @Test
    void everyMemberCountsButIdsAndTheTimeOfIssue() {
        ObjectNode json = CommandJson.toJson(CommandSamples.EVERYTHING);
        String fingerprint = CommandFingerprint.of(CommandSamples.EVERYTHING);
        Set<String> seen = new HashSet<>();
        for (String member : (Iterable<String>) json::fieldNames) {
            String other =
                    CommandFingerprint.of(CommandJson.fromJson(json.deepCopy().set(member, other(json.get(member)))));
            if (NOT_ASKED.contains(member)) {
                assertThat(other).as(member).isEqualTo(fingerprint);
            } else {
                assertThat(other).as(member).isNotEqualTo(fingerprint);
                assertThat(seen.add(other)).as(member).isTrue();
            }
        }
        assertThat(seen).hasSize(11);
    }

    @Test
    void twoCommandsThatAskForDifferentThingsHaveDifferentFingerprints() {
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 500; seed++) {
            seen.add(CommandFingerprint.of(new RandomCommands(seed).command()));
        }

        assertThat(seen).hasSize(500);
    }

    /** Another value of the same kind; of an object, with its first member changed. */
    private static JsonNode other(JsonNode value) {
        if (value.isObject()) {
            ObjectNode copy = value.deepCopy();
            String first = copy.fieldNames().next();
            return copy.set(first, other(copy.get(first)));
        }
        if (value.isArray()) {
            ArrayNode copy = value.deepCopy();
            copy.remove(0);
            return copy;
        }
        ObjectNode holder = JsonNodeFactory.instance.objectNode();
        if (value.isBoolean()) {
            return holder.put("other", !value.booleanValue()).get("other");
        }
        if (value.isNumber()) {
            return holder.put("other", value.longValue() + 1).get("other");
        }
        boolean time = value.textValue().endsWith("Z");
        return holder.put("other", time ? Instant.EPOCH.toString() : value.textValue() + "1")
                .get("other");
    }

    private static ProvisioningCommand decode(Object value) {
        return CommandCodec.decode(CommandSamples.key(), value, CommandSamples.RECORD_TIME);
    }
}

package io.rollcall.schema;

import static java.util.Map.entry;

import io.rollcall.command.AttributeChange;
import io.rollcall.command.Code;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.command.MembershipChange;
import io.rollcall.command.NamedRef;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command with everything in it, as a record and as a person may write it, and its answer. */
final class CommandSamples {

    static final Instant RECORD_TIME = Instant.parse("2026-03-01T10:00:02Z");
    static final Instant ISSUED_AT = Instant.parse("2026-03-01T10:00:00Z");
    static final Instant NOT_AFTER = Instant.parse("2026-03-02T10:00:00Z");
    static final CommandKey KEY = new CommandKey("livechat", "acme eu", "hr-1001");

    static final ProvisioningCommand EVERYTHING = new ProvisioningCommand(
            "c-1",
            7,
            "ticket-5",
            ISSUED_AT,
            NOT_AFTER,
            KEY,
            new Subject("u-1", "hr-1001", "ada", "ada@example.test"),
            "UPSERT",
            new UserPatch(
                    "ada",
                    "Ada",
                    "hr-1001",
                    "Lead",
                    "en",
                    "Europe/London",
                    "ada@example.test",
                    "+44 1",
                    Map.of("livechat:max_chats_count", "6"),
                    Set.of("nickName")),
            List.of(
                    new MembershipChange("group", "ADD", List.of(new NamedRef("7", "Sales", "last"))),
                    new MembershipChange("role", "REPLACE", List.of())),
            new Preconditions("u-1", "v1:x", true),
            new Options(true, "FAIL", "HARD", true, "approval-9", 60_000L));

    private CommandSamples() {}

    static Map<String, Object> key() {
        return object(entry("vendor", "livechat"), entry("tenant", "acme eu"), entry("subjectKey", "hr-1001"));
    }

    /** The least that is a command. */
    static Map<String, Object> least() {
        return object(
                entry("commandId", "c-1"),
                entry("vendor", "livechat"),
                entry("tenant", "acme eu"),
                entry("subject", object(entry("email", "ada@example.test"))),
                entry("operation", "DEACTIVATE"));
    }

    /** {@link #EVERYTHING} without a schema. */
    static Map<String, Object> everything() {
        return object(
                entry("commandId", "c-1"),
                entry("sequence", 7L),
                entry("correlationId", "ticket-5"),
                entry("issuedAt", "2026-03-01T10:00:00Z"),
                entry("notAfter", NOT_AFTER.toEpochMilli()),
                entry("vendor", "livechat"),
                entry("tenant", "acme eu"),
                entry(
                        "subject",
                        object(
                                entry("userId", "u-1"),
                                entry("externalId", "hr-1001"),
                                entry("userName", "ada"),
                                entry("email", "ada@example.test"))),
                entry("operation", "UPSERT"),
                entry("attributes", attributes()),
                entry(
                        "memberships",
                        List.of(
                                object(
                                        entry("type", "group"),
                                        entry("action", "ADD"),
                                        entry(
                                                "refs",
                                                List.of(object(
                                                        entry("id", "7"),
                                                        entry("name", "Sales"),
                                                        entry("priority", "last"))))),
                                object(entry("type", "role"), entry("action", "REPLACE"), entry("refs", List.of())))),
                entry(
                        "preconditions",
                        object(entry("ifUserId", "u-1"), entry("ifVersion", "v1:x"), entry("ifActive", true))),
                entry(
                        "options",
                        object(
                                entry("dryRun", true),
                                entry("onExisting", "FAIL"),
                                entry("deleteMode", "HARD"),
                                entry("allowRecreate", true),
                                entry("guardOverride", "approval-9"),
                                entry("approvalTimeoutMs", 60_000L))));
    }

    static ProvisioningResult result(Code code) {
        return new ProvisioningResult(
                ResultCodec.resultId("c-1", 2, code),
                "c-1",
                "ticket-5",
                7,
                KEY,
                "ada@example.test",
                "old@example.test",
                "UPSERT",
                "UPDATE",
                code,
                false,
                List.of(new AttributeChange("title", "set", "Agent", "Lead")),
                List.of("SESSION_NOT_TERMINATED"),
                Samples.AGENT,
                Samples.LEAD,
                "Changed.",
                2,
                ISSUED_AT,
                ISSUED_AT.plusSeconds(1),
                ISSUED_AT.plusSeconds(60),
                new CommandRef("commands", 3, 42),
                "livechat-sink",
                1);
    }

    private static Map<String, Object> attributes() {
        return object(
                entry("userName", "ada"),
                entry("displayName", "Ada"),
                entry("externalId", "hr-1001"),
                entry("title", "Lead"),
                entry("preferredLanguage", "en"),
                entry("timezone", "Europe/London"),
                entry("email", "ada@example.test"),
                entry("phoneNumber", "+44 1"),
                entry("extensions", object(entry("livechat:max_chats_count", "6"))),
                entry("clear", List.of("nickName")));
    }

    @SafeVarargs
    private static Map<String, Object> object(Map.Entry<String, ?>... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Map.Entry<String, ?> member : members) {
            object.put(member.getKey(), member.getValue());
        }
        return object;
    }
}

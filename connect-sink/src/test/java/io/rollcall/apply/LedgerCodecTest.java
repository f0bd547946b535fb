package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.command.AttributeChange;
import io.rollcall.command.Code;
import io.rollcall.command.CommandRef;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Subject;
import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task remembers is what the next one reads. */
class LedgerCodecTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final ProvisioningCommand COMMAND =
            Ask.create(Desk.LIVECHAT, "alice").member("group", "ADD", "Night").command(Desk.LIVECHAT, 7);

    @Test
    void anyEntryIsReadBackAsItWasWritten() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            LedgerEntry entry = entry(random);

            assertThat(LedgerCodec.read(COMMAND.key(), LedgerCodec.write(entry)))
                    .isEqualTo(entry);
        }
    }

    @Test
    void anEmptyEntryIsOne() {
        assertThat(LedgerCodec.read(COMMAND.key(), LedgerCodec.write(LedgerEntry.EMPTY)))
                .isEqualTo(LedgerEntry.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice@example.com",
                "null",
                "[]",
                "{}",
                "{\"version\":2}",
                "{\"version\":1,\"done\":{}}",
                "{\"version\":1,\"attempt\":{\"commandId\":\"alice@example.com\"}}",
                "{\"version\":1,\"attempt\":{\"commandId\":\"c\",\"at\":\"alice@example.com\"}}",
                "{\"version\":1,\"deferred\":[{\"ref\":{}}]}",
                "{\"version\":1,\"deferred\":[{\"ref\":{\"topic\":\"t\"},\"command\":{\"operation\":\"alice@example.com\"}}]}"
            })
    void whatNoTaskWroteIsRefusedWithoutBeingQuoted(String value) {
        assertThatThrownBy(() -> LedgerCodec.read(COMMAND.key(), value.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("alice@example.com");
    }

    @Test
    void aLaterVersionIsNamed() {
        assertThatThrownBy(() -> LedgerCodec.read(COMMAND.key(), "{\"version\":2}".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("Its version is 2, and this connector reads version 1");
    }

    @Test
    void damagedBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            byte[] value = LedgerCodec.write(entry(random));
            value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            try {
                assertThat(LedgerCodec.read(COMMAND.key(), value)).isNotNull();
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).doesNotContain("alice");
            }
        }
    }

    private static LedgerEntry entry(Random random) {
        CommandRef ref = new CommandRef("people.commands", random.nextInt(9), random.nextLong(1L << 40));
        LedgerEntry.Done done =
                new LedgerEntry.Done(ref, "v1:abc", result(random, ref), random.nextBoolean(), random.nextBoolean());
        LedgerEntry.Attempt attempt = new LedgerEntry.Attempt(
                "cmd", NOW, random.nextBoolean() ? List.of() : List.of(new Ref("r1", null, "role", null)));
        LedgerEntry.Deferred deferred = new LedgerEntry.Deferred(ref, COMMAND, "v1:def", "alice@example.com", NOW);
        Subject subject = new Subject(null, maybe(random, "E1"), null, maybe(random, "alice@example.com"));
        return new LedgerEntry(
                random.nextBoolean() ? done : null,
                random.nextBoolean() ? attempt : null,
                random.nextBoolean() ? List.of() : List.of(deferred, deferred),
                maybe(random, "u1"),
                random.nextBoolean() ? subject : null,
                random.nextLong(1L << 50));
    }

    private static ProvisioningResult result(Random random, CommandRef ref) {
        Code[] codes = Code.values();
        return new ProvisioningResult(
                "result",
                "cmd",
                maybe(random, "flow"),
                random.nextLong(1L << 50),
                COMMAND.key(),
                maybe(random, "u1"),
                maybe(random, "u0"),
                "UPDATE",
                maybe(random, "UPDATE"),
                codes[random.nextInt(codes.length)],
                random.nextBoolean(),
                random.nextBoolean()
                        ? List.of()
                        : List.of(new AttributeChange("title", "set", maybe(random, "a"), maybe(random, "b"))),
                random.nextBoolean() ? List.of() : List.of("SESSION_NOT_TERMINATED"),
                random.nextBoolean() ? null : user(),
                random.nextBoolean() ? null : user(),
                maybe(random, "Said."),
                random.nextInt(9),
                NOW,
                random.nextBoolean() ? null : NOW,
                random.nextBoolean() ? null : NOW,
                ref,
                "desk",
                random.nextInt(9));
    }

    private static User user() {
        return new User(
                "u1",
                null,
                null,
                "Alice",
                true,
                LifecycleState.ACTIVE,
                null,
                null,
                null,
                List.of(new Email("alice@example.com", "work", true)),
                List.of(),
                List.of(),
                List.of(new Ref("7", "Night", "group", "first")),
                null,
                NOW,
                Map.of("livechat:max_chats_count", "6"),
                Map.of());
    }

    private static @Nullable String maybe(Random random, String text) {
        return random.nextBoolean() ? text : null;
    }
}

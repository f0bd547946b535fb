package io.rollcall.example.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.user.UserChange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that cannot be read. */
class PoisonTest {

    // The driver throws away what is written outside of processing in a transaction; brokers do not.
    private static final Map<String, String> GO_ON = Map.of(
            "dead.letters.topic", "dead",
            "people.topic", "people",
            "processing.guarantee", "at_least_once");
    private static final String TOPIC = "olark.users";

    private final Life olark = new Life("olark", "acme", "o1");
    private final UserChange created = olark.created(null, "ada@acme.example");

    static Stream<byte[]> poison() {
        return Stream.of(
                "not avro".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                ByteBuffer.allocate(5).putInt(1, 999_999).array());
    }

    @ParameterizedTest
    @MethodSource("poison")
    void goesToTheDeadLettersAndEverybodyElseIsServed(byte[] poison) {
        try (Table table = new Table(GO_ON)) {
            table.raw(TOPIC, table.key(olark.key), poison)
                    .raw(TOPIC, poison, null)
                    .tell(created);

            assertThat(table.rows()).containsOnlyKeys("email:ada@acme.example");
            assertThat(table.deadLetters())
                    .extracting(letter -> letter.value() == null ? letter.key() : letter.value())
                    .containsExactly(poison, poison);
        }
    }

    @Test
    void aKeyWhereAnEventShouldBeIsPoison() {
        try (Table table = new Table(GO_ON)) {
            byte[] key = table.key(olark.key);

            assertThat(table.raw(TOPIC, key, key).deadLetters()).hasSize(1);
        }
    }

    @Test
    void aRecordWithoutAKeyIsPoison() {
        try (Table table = new Table(GO_ON)) {
            assertThat(table.raw(TOPIC, null, null).raw("people", null, null).deadLetters())
                    .hasSize(2);
        }
    }

    @Test
    void whatIsNoPersonIsPoisonToo() {
        try (Table table = new Table(GO_ON)) {
            table.person("p1", "{").person("p1", "null").person("p1", "[]").person("p1", "{\"emails\":[null]}");

            assertThat(table.deadLetters()).hasSize(4);
        }
    }

    @Test
    void withoutDeadLettersItStops() {
        try (Table table = new Table(Map.of())) {
            assertThatThrownBy(() -> table.raw(TOPIC, table.key(olark.key), new byte[] {1, 2, 3}))
                    .hasMessageContaining("Deserialization");
        }
    }

    @Test
    void aRegistryThatDoesNotAnswerStopsItAndCondemnsNoRecord() {
        byte[] key;
        try (Table writer = new Table(Map.of())) {
            key = writer.key(olark.key);
        }
        try (Table table =
                new Table(Map.of("dead.letters.topic", "dead", "schema.registry.url", "http://127.0.0.1:1"))) {
            assertThatThrownBy(() -> table.raw(TOPIC, key, key)).hasMessageContaining("Deserialization");
            assertThat(table.deadLetters()).isEmpty();
        }
    }
}

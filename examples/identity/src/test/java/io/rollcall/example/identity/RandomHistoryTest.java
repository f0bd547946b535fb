package io.rollcall.example.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a few people who share addresses and ids, the table says what a far simpler model says. */
class RandomHistoryTest {

    private static final int STEPS = 150;
    private static final Map<String, String> SETTINGS = Map.of(
            "people.topic", "people", "home.vendors", "gladly/acme", "shared.above", "3", "dead.letters.topic", "dead");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void afterEveryStepTheTableIsWhatAModelOfTheDirectorySays(long seed) {
        RandomHistory history = new RandomHistory(new Random(seed));
        try (Table table = new Table(SETTINGS)) {
            for (int step = 0; step < STEPS; step++) {
                String told = history.step(table);
                assertThat(Rows.of(table.rows()))
                        .as("seed %d, after step %d: %s", seed, step, told)
                        .isEqualTo(history.model().rows());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void theTableIsTheSameInWhateverOrderPartitionsAreRead(long seed) {
        RandomHistory history = new RandomHistory(new Random(seed));
        Map<String, GenericRecord> asItHappened;
        try (Table table = new Table(SETTINGS)) {
            for (int step = 0; step < STEPS; step++) {
                history.step(table);
            }
            asItHappened = table.rows();
        }
        assertThat(asItHappened).isNotEmpty();
        try (Table table = new Table(SETTINGS)) {
            shuffled(history.sent(), new Random(seed)).forEach(record -> record.sendTo(table));
            assertThat(table.rows()).isEqualTo(asItHappened);
        }
    }

    /** Another order that partitions allow: each key's records stay in line. */
    private static List<RandomHistory.Sent> shuffled(List<RandomHistory.Sent> sent, Random random) {
        Map<String, List<RandomHistory.Sent>> lines = new HashMap<>();
        List<String> turns = new ArrayList<>();
        for (RandomHistory.Sent record : sent) {
            lines.computeIfAbsent(record.line(), line -> new ArrayList<>()).add(record);
            turns.add(record.line());
        }
        Collections.shuffle(turns, random);
        return turns.stream().map(line -> lines.get(line).remove(0)).toList();
    }
}

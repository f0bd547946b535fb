package io.rollcall.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerPropertiesTest {
    private static final int HISTORIES = 25;
    private static final int RECORDS = 150;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whateverTheRecordsSayTheLedgerKeepsItsPromises(int block) {
        for (int i = 0; i < HISTORIES; i++) {
            live(new History(block * 1_000L + i), true);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void noWindowOfTheVendorsHoldsMoreThanItsLimit(int block) {
        long sent = 0;
        for (int i = 0; i < HISTORIES; i++) {
            History history = new History(-block * 1_000L - i);
            live(history, false);
            checkWindows(history);
            sent += history.arrivals.size();
        }
        assertThat(sent).as("requests that were counted").isGreaterThan(HISTORIES * 10);
    }

    /** Lives a history, and again from its records, and again from the snapshots among them. */
    private static void live(History history, boolean hostile) {
        Invariants invariants = new Invariants();
        List<Ledger> replicas = new ArrayList<>();
        replicas.add(new Ledger());
        LedgerState state = history.ledger.state();
        for (int i = 0; i < RECORDS; i++) {
            History.Line line = history.step(hostile);
            if (line == null) {
                continue;
            }
            Entry entry = line.entry();
            Applied applied = history.apply(line);
            LedgerState after = history.ledger.state();
            invariants.check(line.offset(), state, applied, after, isScheduled(entry, state, after));
            state = after;
            for (Ledger each : replicas) {
                Applied same = each.apply(line.offset(), line.timestamp(), entry);
                assertThat(same.grants()).isEqualTo(applied.grants());
            }
            if (entry != null) {
                assertThat(EntryCodec.decode(EntryCodec.encode(entry))).isEqualTo(entry);
            }
            if (replicas.size() < 4 && entry instanceof Snapshot snapshot && snapshot.validAt(line.offset())) {
                replicas.add(Ledger.of(snapshot.state()));
            }
        }
        assertThat(replicas).extracting(Ledger::hash).containsOnly(history.ledger.hash());
    }

    private static boolean isScheduled(Entry entry, LedgerState before, LedgerState after) {
        if (entry instanceof Update update) {
            return sequence(before, update) != sequence(after, update);
        }
        return !(entry instanceof Snapshot);
    }

    private static long sequence(LedgerState state, Update update) {
        return state.participants().stream()
                .filter(each -> each.participant() == update.participant())
                .mapToLong(LedgerState.Member::sequence)
                .findAny()
                .orElse(0);
    }

    /** For each request, none of the windows that it is in holds more, granted up to then, than its policy lets. */
    private static void checkWindows(History history) {
        List<History.Arrival> byTime = new ArrayList<>(history.arrivals);
        byTime.sort(Comparator.comparingLong(History.Arrival::at));
        for (History.Arrival last : byTime) {
            for (Limit limit : last.policy().limits()) {
                checkWindow(byTime, last, limit);
            }
        }
    }

    private static void checkWindow(List<History.Arrival> byTime, History.Arrival last, Limit limit) {
        int begin = 0;
        int count = 0;
        for (History.Arrival each : byTime) {
            if (each.grant() > last.grant() || each.at() >= last.at() + limit.windowMs()) {
                continue;
            }
            count++;
            while (byTime.get(begin).at() <= each.at() - limit.windowMs()) {
                count -= byTime.get(begin).grant() <= last.grant() ? 1 : 0;
                begin++;
            }
            if (each.at() >= last.at()) {
                assertThat(count).as("%s in %s", each, byTime).isLessThanOrEqualTo(limit.requests());
            }
        }
    }
}

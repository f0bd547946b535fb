package io.rollcall.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.budget.Participant.Standing;
import io.rollcall.budget.ledger.Applied;
import io.rollcall.budget.ledger.EntryCodec;
import io.rollcall.budget.ledger.Ledger;
import io.rollcall.budget.ledger.Limit;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.ledger.Snapshot;
import io.rollcall.budget.ledger.Update;
import io.rollcall.budget.log.BudgetLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ParticipantTest {
    private static final Policy POLICY = Terms.of(100, 60_000).policy();

    private final List<BudgetLog.Entry> log = new ArrayList<>();

    private Participant participant(Policy policy, Past past) {
        Participant participant = new Participant(7, policy, past);
        participant.resume(List.copyOf(log), true, 0);
        return participant;
    }

    /** Appends all it has to write, and gives it back. */
    private List<Lease> exchange(Participant participant, long now) {
        List<Lease> leases = new ArrayList<>();
        while (participant.nextAt() <= now) {
            participant.write(now).ifPresent(bytes -> leases.addAll(participant.apply(append(bytes, now), now)));
        }
        return leases;
    }

    private BudgetLog.Entry append(byte[] bytes, long timestamp) {
        BudgetLog.Entry entry = new BudgetLog.Entry(log.size(), timestamp, bytes);
        log.add(entry);
        return entry;
    }

    private static Feedback feedback(boolean throttled) {
        return new Feedback(throttled, null, null, null, throttled ? Duration.ofSeconds(5) : null);
    }

    @Test
    void aPermitIsUsableForAWhileAndNeverAgain() {
        Participant participant = participant(POLICY, Past.DATED);
        participant.want(List.of(0, 0, 0, 1));
        List<Lease> leases = exchange(participant, 1_000);

        assertThat(leases).hasSize(1);
        assertThat(participant.usable(leases.get(0), 16_000)).isTrue();
        assertThat(participant.usable(leases.get(0), 16_001)).isFalse();
        assertThat(participant.usable(leases.get(0), 2_000)).isFalse();
    }

    @Test
    void aRefusalIsToldAtOnceAndHoldsBackWhatIsOut() {
        Participant participant = participant(POLICY, Past.DATED);
        participant.want(List.of(0, 0, 0, 2));
        List<Lease> leases = exchange(participant, 1_000);
        assertThat(leases).hasSize(2);

        participant.ended(leases.get(0), feedback(true));
        exchange(participant, 1_120);

        assertThat(participant.usable(leases.get(1), 1_121)).isFalse();
    }

    @Test
    void rulesOfALaterVersionHaltIt() {
        append("{\"v\":2,\"t\":\"U\"}".getBytes(StandardCharsets.UTF_8), 0);
        Participant participant = participant(POLICY, Past.DATED);

        assertThat(participant.standing()).isEqualTo(Standing.HALTED);
        assertThat(participant.nextAt()).isEqualTo(Long.MAX_VALUE);
        assertThat(participant.write(1_000)).isEmpty();
    }

    @Test
    void anotherPolicyOfTheSameVersionIsAConflictAndOneOfAHigherVersionReplacesIt() {
        Policy other = Terms.of(50, 60_000).policy();
        append(EntryCodec.encode(other), 0);
        Participant participant = participant(POLICY, Past.DATED);
        exchange(participant, 1_000);
        assertThat(participant.conflict()).isTrue();
        assertThat(participant.view().limit()).isEqualTo(50);

        Participant newer = participant(Terms.of(20, 60_000).version(2).policy(), Past.DATED);
        exchange(newer, 2_000);
        assertThat(newer.conflict()).isFalse();
        assertThat(newer.view().limit()).isEqualTo(20);
    }

    @Test
    void afterALossNothingIsSentForAWindow() {
        Participant participant = participant(POLICY, Past.LOST);
        participant.want(List.of(1, 0, 0, 0));

        assertThat(exchange(participant, 1_000)).isEmpty();
        assertThat(log.stream().map(each -> EntryCodec.decode(each.bytes())))
                .anySatisfy(entry -> assertThat(entry)
                        .isInstanceOfSatisfying(
                                Update.class,
                                update -> assertThat(update.mark()).isEqualTo(Update.Mark.QUARANTINE)));
    }

    @Test
    void aSnapshotIsEnoughToBeginWith() {
        append(EntryCodec.encode(POLICY), 0);
        Participant first = participant(POLICY, Past.DATED);
        exchange(first, 1_000);
        Ledger ledger = new Ledger();
        for (BudgetLog.Entry each : log) {
            Applied applied = ledger.apply(each.offset(), each.timestampMs(), EntryCodec.decode(each.bytes()));
            assertThat(applied.replaced()).isFalse();
        }
        append(EntryCodec.encode(new Snapshot(log.size() - 1, ledger.hash(), ledger.state())), 5_000);

        Participant late = new Participant(8, POLICY, Past.DATED);
        assertThat(late.resume(log.subList(0, 1), false, 0)).isFalse();
        assertThat(late.resume(log.subList(log.size() - 1, log.size()), false, 0))
                .isTrue();
        first.apply(Objects.requireNonNull(log.get(log.size() - 1)), 5_000);
        assertThat(late.hash()).isEqualTo(first.hash());
        assertThat(late.view().limit()).isEqualTo(new Limit(100, 60_000).requests());
    }
}

package io.rollcall.apply;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Settings that differ from a bench's usual ones. */
final class Tuning {
    private Tuning() {}

    static UnaryOperator<ApplySettings> dryRun() {
        return usual -> copy(usual, true, true, Set.of(), List.of(), usual.maxRemovals(), usual.guardWindow());
    }

    static UnaryOperator<ApplySettings> mailsNotAcknowledged() {
        return usual -> copy(usual, false, false, Set.of(), List.of(), usual.maxRemovals(), usual.guardWindow());
    }

    static UnaryOperator<ApplySettings> protecting(String... accounts) {
        return usual -> copy(usual, false, true, Set.of(accounts), List.of(), usual.maxRemovals(), usual.guardWindow());
    }

    static UnaryOperator<ApplySettings> protectingAllLike(String pattern) {
        return usual -> copy(
                usual,
                false,
                true,
                Set.of(),
                List.of(Pattern.compile(pattern)),
                usual.maxRemovals(),
                usual.guardWindow());
    }

    static UnaryOperator<ApplySettings> removals(int most, Duration window) {
        return usual -> copy(usual, false, true, Set.of(), List.of(), most, window);
    }

    private static ApplySettings copy(
            ApplySettings usual,
            boolean dryRun,
            boolean mails,
            Set<String> accounts,
            List<Pattern> patterns,
            int removals,
            Duration window) {
        return new ApplySettings(
                usual.tenant(),
                usual.connector(),
                usual.task(),
                dryRun,
                mails,
                usual.maxConcurrentSubjects(),
                accounts,
                patterns,
                usual.minAdmins(),
                removals,
                window,
                usual.approvalTimeout(),
                usual.approvalInterval(),
                usual.images());
    }
}

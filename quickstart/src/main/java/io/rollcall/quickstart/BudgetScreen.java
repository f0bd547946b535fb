package io.rollcall.quickstart;

import io.rollcall.budget.Priority;
import io.rollcall.budget.ledger.Ledger;
import io.rollcall.budget.ledger.LedgerState;
import io.rollcall.budget.ledger.LedgerView;
import io.rollcall.budget.ledger.Limit;
import io.rollcall.budget.ledger.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A budget in a few lines. */
final class BudgetScreen {
    private BudgetScreen() {}

    /** @param nowMs the time of day, beside which the topic's times are put */
    static List<String> of(BudgetReplay replay, long nowMs) {
        Ledger ledger = replay.ledger();
        Policy policy = ledger.policy();
        if (policy == null) {
            return List.of("No connector has ever used this budget.");
        }
        LedgerView view = ledger.view();
        List<String> lines = new ArrayList<>();
        Limit limit = policy.limits().get(0);
        lines.add(String.format(
                Locale.ROOT,
                "limit %d in %s%s   used %d   free %d   others use %d   headroom %d   settings version %d",
                view.limit(),
                span(limit.windowMs()),
                policy.search() == null ? "" : " (searched for)",
                view.used(),
                view.available(),
                view.foreign(),
                view.headroom(),
                policy.version()));
        lines.add(refusals(replay, view, nowMs));
        lines.add(String.format("%-40s %6s  %-28s %s", "participant", "holds", "waits", "granted (" + classes() + ")"));
        LedgerState state = ledger.state();
        for (LedgerState.Member member : state.participants()) {
            lines.add(line(replay, state, member, nowMs));
        }
        return lines;
    }

    private static String refusals(BudgetReplay replay, LedgerView view, long nowMs) {
        BudgetReplay.Refusal last = replay.lastRefusal();
        String when = last == null
                ? ""
                : ", the last one " + span(Math.max(0, nowMs - last.timestampMs())) + " ago"
                        + (last.retryAfterMs() == null ? "" : ", which asked for " + span(last.retryAfterMs()));
        String blocked = view.blockedMs() > 0
                ? "blocked for " + span(view.blockedMs()) + "   "
                : view.probing() ? "one at a time, after a refusal   " : "";
        return blocked + "refused by the vendor: " + view.refused() + when + "   never accounted for: " + view.forced();
    }

    private static String line(BudgetReplay replay, LedgerState state, LedgerState.Member member, long nowMs) {
        long holds = state.charges().open().stream()
                .filter(open -> open.participant() == member.participant())
                .mapToLong(open -> open.permits() - open.done() - open.unused())
                .sum();
        String waits = Arrays.stream(Priority.values())
                .map(priority -> String.valueOf(replay.ledger().waits(member.participant(), priority)))
                .collect(Collectors.joining(" / "));
        String granted = Arrays.stream(replay.granted(member.participant()))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(" / "));
        return String.format(
                Locale.ROOT,
                "%-40s %6d  %-28s %s   heard of %s ago",
                replay.name(member.participant()),
                holds,
                waits,
                granted,
                span(Math.max(0, nowMs - member.seen())));
    }

    private static String classes() {
        return Arrays.stream(Priority.values())
                .map(priority -> priority.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" / "));
    }

    private static String span(long millis) {
        return millis < 10_000 ? millis + " ms" : millis / 1000 + " s";
    }
}

package io.rollcall.detect;

import io.rollcall.user.UserView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one sweep saw so far, and what it still has to look at. */
final class Sweep {
    /** Enough to tell a canary that just left from an account that is not ours. */
    private static final int CANARIES = 3;

    final String id;
    final Instant startedAt;
    final Map<String, UserView> seen = new LinkedHashMap<>();
    /** Thinly listed users to be completed by a point read. */
    final Deque<String> toHydrate = new ArrayDeque<>();
    /** On the roster, not in the listing; empty unless the sweep is complete. */
    final Set<String> missing = new LinkedHashSet<>();
    /** Of the missing, whom to read. */
    final Deque<String> toConfirm = new ArrayDeque<>();
    /** Listed users of ours who may vouch for not-founds by being found. */
    final Deque<String> canaries = new ArrayDeque<>();
    /** Not-founds that no canary has vouched for yet, with the time of the read. */
    final Map<String, Instant> notFound = new LinkedHashMap<>();
    /** Deactivations that wait for the guard. */
    final List<Finding.Present> deactivations = new ArrayList<>();
    /** Users who look like renamed ones and wait for the proof that the old id is gone, by old id. */
    final Map<String, UserView> renames = new LinkedHashMap<>();

    /** Whom a hint's read met while the sweep ran: not missing, even where the listing does not show them. */
    final Set<String> met = new LinkedHashSet<>();

    int pages;
    int pointReads;
    int rescued;
    /** How many users the roster held when the listing ended. */
    int population;
    /** Whether the operator let the whole missing set go although it looked like another account. */
    boolean absencesReleased;

    /** Whether somebody not on the roster was listed and could not be read, for the first time. */
    boolean unread;

    private @Nullable String incomplete;
    private SweepReport.@Nullable Doubt doubt;

    SweepReport.@Nullable Hold held;

    Sweep(Instant startedAt) {
        this.id = startedAt.toString();
        this.startedAt = startedAt;
    }

    boolean complete() {
        return incomplete == null;
    }

    void see(UserView view) {
        // Rows that shift between two pages come twice: the later look wins, the earlier one fills its gaps.
        seen.merge(view.id(), view, (earlier, later) -> later.over(earlier));
    }

    /** Picks some of the listed users. */
    void chooseCanaries(Predicate<UserView> suitable) {
        seen.values().stream().filter(suitable).limit(CANARIES).forEach(view -> canaries.add(view.id()));
    }

    /** A hint's read met this user: whatever is known of it from before is older, and it is not gone. */
    void meet(UserView view) {
        met.add(view.id());
        seen.computeIfPresent(view.id(), (id, earlier) -> view.over(earlier));
        missing.remove(view.id());
        notFound.remove(view.id());
    }

    /** Nothing can be concluded from absences. */
    void doubt(SweepReport.Doubt kind, String reason) {
        doubt = kind;
        incomplete = reason;
    }

    /** The vendor is in trouble: publish what is known, conclude nothing, look at the rest in the next sweep. */
    void abandon(String reason) {
        doubt(SweepReport.Doubt.REQUEST, reason);
        toHydrate.clear();
        missing.clear();
        toConfirm.clear();
        notFound.clear();
    }

    /** Lets go of what may be as large as the roster and is of no use once the sweep has ended. */
    void forget() {
        seen.clear();
        deactivations.clear();
        renames.clear();
        met.clear();
    }

    SweepReport report(Instant endedAt) {
        return new SweepReport(
                id, startedAt, endedAt, incomplete, doubt, pages, pointReads, seen.size(), rescued, held);
    }
}

package io.rollcall.detect;

import io.rollcall.user.UserChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Findings on their way to Connect, whole buckets at a time so that each bucket's offset is written seldom.
 *
 * <p>Taking a publication moves the roster: from then on it counts as published, and Connect either commits it or the
 * task starts again from the offsets of before.
 */
final class Outbox {
    private static final int FULL = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Roster roster;
    private final Changes changes;
    private final Echoes replaced;
    private final Map<String, Finding> waiting = new LinkedHashMap<>();
    private @Nullable Instant oldest;
    private boolean flushing;

    Outbox(Roster roster, Changes changes, Echoes replaced) {
        this.roster = roster;
        this.changes = changes;
        this.replaced = replaced;
    }

    void offer(Finding finding, Instant now) {
        waiting.put(finding.id(), finding);
        if (oldest == null) {
            oldest = now;
        }
    }

    /** Forgets what waits of this user, since something newer is known. */
    void withdraw(String id) {
        waiting.remove(id);
    }

    /** Publish what waits, but for one finding that the end of the first sweep needs to carry the news that it ended. */
    void flush() {
        flushing = true;
    }

    /** Like {@link #flush} when enough waits or it has waited long. */
    void flushWhenDue(Instant now) {
        if (waiting.size() >= FULL || (oldest != null && !now.isBefore(oldest.plus(PATIENCE)))) {
            flush();
        }
    }

    /** The next publication of a flush; null when it is over. */
    @Nullable
    Publication next(String sweepId) {
        int keep = roster.snapshotRunning() ? 1 : 0;
        if (flushing && waiting.size() > keep) {
            return publish(someBuckets(keep), sweepId, false);
        }
        if (flushing) {
            flushing = false;
            oldest = null;
        }
        return null;
    }

    /** The next publication of the very end of a sweep; the last one ends the snapshot when the sweep was complete. */
    @Nullable
    Publication last(String sweepId, boolean complete) {
        flushing = false;
        if (waiting.isEmpty()) {
            oldest = null;
            if (complete) {
                roster.snapshotDone();
            }
            return null;
        }
        List<Finding> some = someBuckets(0);
        return publish(some, sweepId, complete && some.size() == waiting.size());
    }

    /**
     * Publishes all of these at once, whatever their buckets: what was let go together is committed together.
     *
     * @param sweepId null when no sweep found them
     */
    Publication publish(Collection<? extends Finding> findings, @Nullable String sweepId) {
        return publish(findings, sweepId, false);
    }

    private Publication publish(
            Collection<? extends Finding> findings, @Nullable String sweepId, boolean endsSnapshot) {
        List<Publication.Placed> placed = new ArrayList<>();
        Map<Integer, @Nullable Map<String, Object>> before = new HashMap<>();
        Set<String> partial = new HashSet<>();
        for (Finding finding : findings) {
            waiting.remove(finding.id());
            if (finding instanceof Finding.Present present && !present.whole()) {
                partial.add(present.id());
            }
            for (UserChange change : changes.of(finding, sweepId)) {
                int bucket = roster.bucketOf(change.key().userId());
                before.put(bucket, roster.storedOffset(bucket));
                placed.add(new Publication.Placed(bucket, change));
            }
        }
        placed.forEach(
                one -> apply(one.change(), partial.contains(one.change().key().userId())));
        if (endsSnapshot) {
            roster.snapshotDone();
        }
        Map<Integer, Publication.Offsets> offsets = new HashMap<>();
        before.forEach((bucket, old) -> offsets.put(bucket, new Publication.Offsets(old, roster.store(bucket))));
        return new Publication(placed, offsets);
    }

    private void apply(UserChange change, boolean partial) {
        if (change.before() != null && change.after() != null) {
            replaced.remember(change.before(), change.observedTo());
        }
        String id = change.key().userId();
        if (change.after() == null) {
            roster.bury(id, change.revision());
        } else {
            Instant confirmed = partial ? change.observedFrom() : change.observedTo();
            roster.put(id, change.after(), change.revision(), confirmed == null ? change.observedTo() : confirmed);
            roster.sight(id, change.observedTo());
        }
    }

    /** Whole buckets, so that each offset is written once; several, since a transaction costs more than a few records. */
    private List<Finding> someBuckets(int keep) {
        Map<Integer, List<Finding>> buckets = new LinkedHashMap<>();
        waiting.values().stream()
                .limit(waiting.size() - (long) keep)
                .forEach(finding -> buckets.computeIfAbsent(roster.bucketOf(finding.id()), any -> new ArrayList<>())
                        .add(finding));
        List<Finding> some = new ArrayList<>();
        for (List<Finding> bucket : buckets.values()) {
            if (!some.isEmpty() && some.size() + bucket.size() > FULL) {
                break;
            }
            some.addAll(bucket);
        }
        return some;
    }
}

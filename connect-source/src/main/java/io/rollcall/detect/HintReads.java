package io.rollcall.detect;

import io.rollcall.detect.Hints.Hint;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the users that hints name, between the requests of sweeps, and publishes what changed.
 *
 * <p>A hint is believed in nothing: the read is compared with the roster like any other. What takes somebody away, or looks
 * like a rename, is left to a sweep, which has the evidence and the guard; a hint makes that sweep come soon.
 *
 * <p>Requests never overlap, so a read sees no older state than all that was read before it. What the running sweep still
 * holds about the user is older, and gives way.
 */
final class HintReads {
    private final VendorFacts facts;
    private final Roster roster;
    private final Changes changes;
    private final Outbox outbox;
    private final Evidence evidence;
    private final Echoes echoes;
    private final Echoes replaced;
    private final Hints hints;

    private @Nullable Hint reading;
    private Finding.@Nullable Present news;
    private Instant newsArrivedAt = Instant.MIN;
    private boolean sweepsTurn;

    HintReads(
            VendorFacts facts,
            Roster roster,
            Changes changes,
            Outbox outbox,
            Evidence evidence,
            Echoes echoes,
            Echoes replaced,
            Hints hints) {
        this.facts = facts;
        this.roster = roster;
        this.changes = changes;
        this.outbox = outbox;
        this.evidence = evidence;
        this.echoes = echoes;
        this.replaced = replaced;
        this.hints = hints;
    }

    /** What the last read showed, to be handed over before anything else is done; null when it showed no change. */
    Step.@Nullable Publish news(Instant now) {
        Finding.Present found = news;
        if (found == null) {
            return null;
        }
        news = null;
        Optional<User> before = roster.entry(found.id()).map(Bucket.Entry::user);
        Publication publication = outbox.publish(List.of(found), null);
        before.ifPresent(old -> echoes.remember(old, now));
        return new Step.Publish(publication, newsArrivedAt);
    }

    /** The next read, when one is due. While a sweep runs it gets every second request, so that hints never stop it. */
    Step.@Nullable Read next(boolean sweeping, Instant now) {
        if (sweeping && sweepsTurn) {
            sweepsTurn = false;
            return null;
        }
        reading = hints.take(now).orElse(null);
        sweepsTurn = reading != null;
        return reading == null ? null : new Step.Read(reading.userId(), true);
    }

    /** Whether the answer to come is that of a hint's read. */
    boolean isReading() {
        return reading != null;
    }

    /** The answer came. */
    void lookedUp(Sweep sweep, @Nullable UserView view, Instant now) {
        Hint hint = done();
        if (view == null) {
            notFound(hint, now);
            return;
        }
        boolean deactivationHeld = outdate(sweep, view);
        Finding.Present present = new Finding.Present(view);
        if (changes.of(present, null).isEmpty()) {
            roster.confirm(view.id(), view.sentAt());
            secondLook(hint, now);
        } else if (replaced.isEcho(view)) {
            secondLook(hint, now);
        } else if (changes.isDeactivation(present)) {
            if (deactivationHeld) {
                sweep.deactivations.add(present);
            } else {
                hints.wantSweep(now);
            }
        } else if (mayBeRenamed(sweep, view)) {
            hints.wantSweep(now);
        } else {
            news = present;
            newsArrivedAt = hint.arrivedAt();
        }
    }

    /** The request failed. That is never worse for the task than having had no hint. */
    void failed(Failure failure, Instant now) {
        Hint hint = done();
        if (failure.retryable()) {
            hints.again(hint, now);
        } else if (!failure.ofThisRequestOnly()) {
            // Only an operator can help, and the sweep that fails in the same way will tell.
            hints.wantSweep(now);
        }
    }

    private Hint done() {
        Hint hint = reading;
        if (hint == null) {
            throw new IllegalStateException("No hint is being read");
        }
        reading = null;
        return hint;
    }

    /** Of somebody on the roster it raises a suspicion that a sweep has to prove; of others there is nothing to tell. */
    private void notFound(Hint hint, Instant now) {
        if (roster.entry(hint.userId()).isPresent()) {
            hints.wantSweep(now);
        } else {
            secondLook(hint, now);
        }
    }

    private void secondLook(Hint hint, Instant now) {
        if (!hint.last() && !facts.propagationDelay().isZero()) {
            hints.lookAgain(hint, hint.arrivedAt().plus(facts.propagationDelay()), now);
        }
    }

    /** Takes back what the sweep would do on older information; whether it held the user for a deactivation. */
    private boolean outdate(Sweep sweep, UserView view) {
        String id = view.id();
        outbox.withdraw(id);
        evidence.forget(id);
        sweep.meet(view);
        return sweep.deactivations.removeIf(held -> held.id().equals(id));
    }

    /** Somebody new whom we know by the stable id: the proof that the old id is gone takes a sweep. */
    private boolean mayBeRenamed(Sweep sweep, UserView view) {
        if (roster.entry(view.id()).isPresent()) {
            return false;
        }
        String externalId = view.user().externalId();
        boolean known = facts.stableExternalId()
                && externalId != null
                && roster.idsByExternalId().containsKey(externalId);
        return known
                || sweep.renames.values().stream().anyMatch(other -> other.id().equals(view.id()));
    }
}

package io.rollcall.detect;

import io.rollcall.detect.SweepReport.Doubt;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Page;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorFacts;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one tenant: sweep after sweep, it says what to read next and what to publish.
 *
 * <p>A state machine without a clock or a thread of its own. The caller asks {@link #next}, does it, and reports what came
 * of it by exactly one of {@link #listed}, {@link #lookedUp} and {@link #failed}, except after {@link Step.Wait} and
 * {@link Step.Publish}, which need no report. Time is whatever the caller says it is.
 *
 * <p>A sweep goes: list every page; sort out what the listing showed; complete thin views by point reads; look for whoever
 * is missing, then for a canary; judge the removals; publish. Requests never overlap. {@link Hints} are read in between,
 * once a listing has shown that this is the account we know.
 */
public final class Detector {
    private final Roster roster;
    private final Outbox outbox;
    private final Triage triage;
    private final Evidence evidence;
    private final Removals removals;
    private final Timetable timetable;
    private final Hints hints;
    private final HintReads hintReads;
    private final Unreadable unreadable = new Unreadable();
    private final Consumer<SweepReport> reports;

    private Phase phase = Phase.IDLE;
    private Sweep sweep;
    private Instant asked = Instant.MIN;
    private String reading = "";
    /** Whether the last listing showed the account we know. Before the first one a restart may have brought another. */
    private boolean vetted;

    /**
     * Begins where the roster stands.
     *
     * @param hints whom webhooks name
     * @param reports told about every sweep that ended
     */
    public Detector(
            DetectionSettings settings, VendorFacts facts, Roster roster, Hints hints, Consumer<SweepReport> reports) {
        this.timetable = new Timetable(settings.sweepInterval(), hints);
        this.roster = roster;
        this.hints = hints;
        this.reports = reports;
        Changes changes = new Changes(facts.vendor(), settings.tenant(), roster);
        Echoes replaced = new Echoes(facts.propagationDelay());
        this.outbox = new Outbox(roster, changes, replaced);
        Echoes echoes = new Echoes(facts.propagationDelay());
        this.triage = new Triage(facts, roster, changes, outbox, echoes, settings.hydrationPercent());
        this.evidence = new Evidence(facts.propagationDelay());
        this.hintReads = new HintReads(facts, roster, changes, outbox, evidence, echoes, replaced, hints);
        Guard guard = new Guard(settings.guardMaxCount(), settings.guardMaxPercent(), settings.guardRelease());
        this.removals = new Removals(roster, changes, evidence, guard);
        this.sweep = new Sweep(Instant.EPOCH);
    }

    /** What to do now. */
    public Step next(Instant now) {
        while (true) {
            Step step = step(now);
            if (step != null) {
                asked = now;
                return step;
            }
        }
    }

    /** A page came. */
    public void listed(Page page, Instant now) {
        sweep.pages++;
        page.users().forEach(sweep::see);
        if (page.paging() instanceof Paging.Incomplete incomplete) {
            sweep.doubt(Doubt.LISTING, incomplete.reason());
        }
        if (!(page.paging() instanceof Paging.More)) {
            conclude(now);
        }
    }

    /** The user asked for by {@link Step.Read} was looked up. */
    public void lookedUp(String userId, Lookup lookup, Instant now) {
        @Nullable UserView view = lookup instanceof Lookup.Found found ? found.view() : null;
        if (hintReads.isReading()) {
            hintReads.lookedUp(sweep, view, now);
            return;
        }
        unreadable.answered(userId);
        if (phase == Phase.HYDRATING && view != null) {
            triage.offer(sweep, view.over(sweep.seen.getOrDefault(userId, view)), now);
            triage.hadItsTurn(userId);
        } else if (phase == Phase.HYDRATING) {
            triage.offerAsListed(sweep, userId, now);
        } else if (phase == Phase.CONFIRMING) {
            confirm(userId, view, now);
        } else if (phase == Phase.CANARY) {
            heardCanary(view != null);
        }
    }

    /**
     * The request failed.
     *
     * @throws VendorException the same again when only an operator can help: nothing of what was pending is published then
     */
    public void failed(VendorException exception, Instant now) {
        Failure failure = exception.failure();
        if (hintReads.isReading()) {
            hintReads.failed(failure, now);
            return;
        }
        // Once somebody was listed, the address is right: a refusal is about this cursor or this user.
        boolean local = failure.ofThisRequestOnly() && (phase != Phase.LISTING || !sweep.seen.isEmpty());
        if (!failure.retryable() && !local) {
            throw exception;
        }
        if (phase == Phase.LISTING) {
            sweep.doubt(Doubt.REQUEST, reason(exception));
            conclude(now);
        } else if (phase == Phase.CANARY) {
            heardCanary(false);
        } else if (failure instanceof Failure.Throttled) {
            sweep.abandon(reason(exception));
        } else {
            readFailed(reading, exception, now);
        }
    }

    /** Leaves the one user pending; only when others fail as well the rest of the sweep is given up. */
    private void readFailed(String id, VendorException exception, Instant now) {
        boolean again = unreadable.contains(id);
        if (!exception.failure().retryable()) {
            unreadable.refused(id);
        } else if (unreadable.failed(id)) {
            sweep.abandon(reason(exception));
            return;
        }
        if (phase == Phase.HYDRATING) {
            sweep.unread |= !again && roster.entry(id).isEmpty();
            triage.offerAsListed(sweep, id, now);
        } else if (again) {
            // The proof may never come, and the person must not stay unpublished for that.
            offerNewHalf(id, now);
        }
    }

    private void offerNewHalf(String from, Instant now) {
        UserView renamed = sweep.renames.remove(from);
        if (renamed != null) {
            outbox.offer(new Finding.Present(renamed), now);
        }
    }

    private @Nullable Step step(Instant now) {
        Step hinted = hinted(now);
        if (hinted != null) {
            return hinted;
        }
        Publication due = phase == Phase.IDLE || phase == Phase.ENDING ? null : outbox.next(sweep.id);
        if (due != null) {
            return new Step.Publish(due, null);
        }
        return switch (phase) {
            case IDLE -> rest(now);
            case LISTING -> new Step.NextPage(sweep.pages == 0);
            case HYDRATING -> hydrate(now);
            case CONFIRMING -> readMissing();
            case CANARY -> readCanary();
            case JUDGING -> judge();
            case ENDING -> end(now);
        };
    }

    /** Before the first sweep is over, all users are new to us: hints would only be read twice. */
    private @Nullable Step hinted(Instant now) {
        Step news = hintReads.news(now);
        boolean pause = phase == Phase.IDLE && !timetable.isDue(now);
        boolean between = phase.isLong() && !roster.snapshotRunning();
        return news == null && vetted && (pause || between) ? hintReads.next(between, now) : news;
    }

    private @Nullable Step rest(Instant now) {
        if (!timetable.isDue(now)) {
            Instant due = timetable.due();
            return new Step.Wait(
                    hints.nextDue().filter(hint -> vetted && hint.isBefore(due)).orElse(due));
        }
        timetable.begun(now);
        sweep = new Sweep(now);
        unreadable.sweepBegan();
        phase = Phase.LISTING;
        return null;
    }

    private void conclude(Instant now) {
        Set<String> missing = new LinkedHashSet<>(roster.ids());
        missing.removeAll(sweep.seen.keySet());
        missing.removeAll(sweep.met);
        sweep.seen.keySet().forEach(evidence::forget);
        if (triage.looksLikeAnotherAccount(sweep) && removals.refused(sweep, missing)) {
            vetted = false;
            phase = Phase.ENDING;
            return;
        }
        // A listing that failed before it showed anybody tells nothing of whose account it is.
        vetted |= sweep.complete() || !sweep.seen.isEmpty();
        // Chosen before this sweep publishes anybody: whom it only just met may be another account's user.
        sweep.chooseCanaries(view -> sweep.absencesReleased || triage.isKnown(view));
        sweep.population = roster.size();
        if (sweep.complete()) {
            sweep.missing.addAll(missing);
            evidence.keepOnly(missing);
            unreadable.keepOnly(id -> missing.contains(id) || sweep.seen.containsKey(id));
        }
        sweep.toHydrate.addAll(unreadable.last(triage.sort(sweep, now)));
        outbox.flush();
        phase = Phase.HYDRATING;
    }

    private @Nullable Step hydrate(Instant now) {
        String id = sweep.toHydrate.poll();
        if (id != null) {
            outbox.flushWhenDue(now);
            return read(id);
        }
        outbox.flush();
        sweep.toConfirm.addAll(unreadable.last(evidence.unproved(sweep.missing, now)));
        phase = Phase.CONFIRMING;
        return null;
    }

    private @Nullable Step readMissing() {
        String id = sweep.toConfirm.poll();
        if (id != null) {
            return read(id);
        }
        phase = sweep.notFound.isEmpty() ? Phase.JUDGING : Phase.CANARY;
        return null;
    }

    private void confirm(String id, @Nullable UserView view, Instant now) {
        if (view == null) {
            sweep.notFound.put(id, asked);
            return;
        }
        sweep.rescued++;
        sweep.missing.remove(id);
        evidence.forget(id);
        offerNewHalf(id, now);
        sweep.see(view);
        triage.offer(sweep, view, now);
    }

    private @Nullable Step readCanary() {
        String canary = sweep.canaries.poll();
        if (canary == null) {
            sweep.notFound.clear();
            phase = Phase.JUDGING;
            return null;
        }
        return read(canary);
    }

    private Step read(String id) {
        sweep.pointReads++;
        reading = id;
        return new Step.Read(id, false);
    }

    private void heardCanary(boolean found) {
        if (found) {
            sweep.notFound.forEach((id, at) -> evidence.notFound(id, at, asked));
            phase = Phase.JUDGING;
        }
    }

    private @Nullable Step judge() {
        List<Finding> batch = removals.allowed(sweep);
        phase = Phase.ENDING;
        return batch.isEmpty() ? null : new Step.Publish(outbox.publish(batch, sweep.id), null);
    }

    private @Nullable Step end(Instant now) {
        Publication last = outbox.last(sweep.id, sweep.complete() && !sweep.unread);
        if (last != null) {
            return new Step.Publish(last, null);
        }
        reports.accept(sweep.report(now));
        sweep.forget();
        timetable.ended(evidence);
        phase = Phase.IDLE;
        return null;
    }

    /** A vendor exception's message is for operators, so it holds neither secrets nor people. */
    private static String reason(VendorException exception) {
        return "request failed: " + exception.getMessage();
    }
}

package io.rollcall.detect;

import io.rollcall.user.Attribute;
import io.rollcall.user.UserView;
import io.rollcall.vendor.VendorFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do with each user that a listing showed: publish, complete by a point read first, or hold.
 *
 * <p>Nothing is decided before the listing is over, since only then can it be told from another account's.
 */
final class Triage {
    private final VendorFacts facts;
    private final Roster roster;
    private final Changes changes;
    private final Outbox outbox;
    private final Echoes echoes;
    private final int hydrationPercent;
    /** The vendor's own time of change up to which a user was looked at, for users whose change was no news. */
    private final Map<String, Instant> examined = new HashMap<>();

    private Map<String, String> byExternalId = new HashMap<>();
    private String lastRolled = "";
    /** Whose turn it is, or was when the sweep was cut short. */
    private final Set<String> turn = new LinkedHashSet<>();

    Triage(VendorFacts facts, Roster roster, Changes changes, Outbox outbox, Echoes echoes, int hydrationPercent) {
        this.facts = facts;
        this.roster = roster;
        this.changes = changes;
        this.outbox = outbox;
        this.echoes = echoes;
        this.hydrationPercent = hydrationPercent;
    }

    /**
     * Whether the listing shows so few of the users we know that it is probably another account's. Users under a new id but
     * with a known stable one count as known.
     */
    boolean looksLikeAnotherAccount(Sweep sweep) {
        byExternalId = facts.stableExternalId() ? roster.idsByExternalId() : new HashMap<>();
        // Whom a hint's read brought in meanwhile, the listing need not show.
        int known = roster.size()
                - (int) sweep.met.stream()
                        .filter(id -> !sweep.seen.containsKey(id))
                        .count();
        int expected = sweep.complete() ? known : Math.min(known, sweep.seen.size());
        long again = sweep.seen.values().stream().filter(this::isKnown).count();
        return again * 2 < expected;
    }

    /** Sorts all users seen: into the outbox, among the deactivations and renames, or into those to be read first. */
    List<String> sort(Sweep sweep, Instant now) {
        roster.expect(sweep.seen.keySet());
        List<String> fresh = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        NavigableSet<String> unchanged = new TreeSet<>();
        for (UserView view : sweep.seen.values()) {
            if (view.carries(facts.pointReadOnly())) {
                offer(sweep, view, now);
                continue;
            }
            Bucket.@Nullable Entry known = roster.entry(view.id()).orElse(null);
            if (known == null) {
                fresh.add(view.id());
            } else if (looksChanged(known, view)) {
                changed.add(view.id());
            } else {
                unchanged.add(view.id());
                roster.sight(view.id(), view.sentAt());
            }
        }
        // Users of one bucket together, else each flush on the way would write every bucket once more.
        fresh.sort(Comparator.comparingInt(roster::bucketOf));
        List<String> toRead = new ArrayList<>(fresh);
        toRead.addAll(changed);
        toRead.addAll(rollingShare(unchanged));
        return toRead;
    }

    /** The vendor had its say about this user. */
    void hadItsTurn(String id) {
        turn.remove(id);
    }

    /** Takes what the list showed of a known user that could not be completed; a new one waits for better luck. */
    void offerAsListed(Sweep sweep, String id, Instant now) {
        hadItsTurn(id);
        UserView listed = sweep.seen.get(id);
        if (listed != null && roster.entry(id).isPresent()) {
            Finding.Present present = new Finding.Present(listed, false);
            if (!changes.of(present, sweep.id).isEmpty()) {
                settle(sweep, present, now);
            }
        }
    }

    /** Takes the fullest view there is of a user. */
    void offer(Sweep sweep, UserView view, Instant now) {
        if (view.user().lastModified() != null) {
            examined.put(view.id(), view.user().lastModified());
        }
        if (echoes.isEcho(view)) {
            roster.sight(view.id(), view.sentAt());
            return;
        }
        Finding.Present present = new Finding.Present(view);
        String from = previousId(sweep, view);
        if (from != null) {
            holdAsRename(sweep, from, present, now);
        } else if (changes.of(present, sweep.id).isEmpty()) {
            roster.confirm(view.id(), view.sentAt());
        } else {
            settle(sweep, present, now);
        }
    }

    private void settle(Sweep sweep, Finding.Present present, Instant now) {
        if (changes.isDeactivation(present)) {
            sweep.deactivations.add(present);
        } else {
            outbox.offer(present, now);
        }
    }

    private void holdAsRename(Sweep sweep, String from, Finding.Present present, Instant now) {
        UserView other = sweep.renames.putIfAbsent(from, present.view());
        if (other != null) {
            // Two people claim to be the same former one: then nothing is proved, and both are simply new.
            byExternalId.remove(present.view().user().externalId());
            sweep.renames.remove(from);
            outbox.offer(new Finding.Present(other), now);
            outbox.offer(present, now);
        }
    }

    private @Nullable String previousId(Sweep sweep, UserView view) {
        String from = byExternalId.get(view.user().externalId());
        boolean moved = from != null && roster.entry(view.id()).isEmpty() && !sweep.seen.containsKey(from);
        return moved ? from : null;
    }

    /** Whether this is somebody of ours: on the roster by id, or by stable id. */
    boolean isKnown(UserView view) {
        return roster.entry(view.id()).isPresent()
                || byExternalId.containsKey(view.user().externalId());
    }

    private boolean looksChanged(Bucket.Entry known, UserView view) {
        Instant modified = view.user().lastModified();
        Instant looked = examined.getOrDefault(view.id(), known.user().lastModified());
        return (modified != null && !modified.equals(looked))
                || !Attribute.changed(known.user(), view.over(known.user())).isEmpty();
    }

    /**
     * The next ones in the order of ids, round and round, so that every user is completed once in a while; before them
     * those whose turn a sweep that was cut short did not get to.
     */
    private Set<String> rollingShare(NavigableSet<String> ids) {
        int share = (int) Math.ceil(ids.size() * hydrationPercent / 100.0);
        turn.retainAll(ids);
        List<String> round = new ArrayList<>(ids.tailSet(lastRolled, false));
        round.addAll(ids.headSet(lastRolled, true));
        for (String id : round) {
            if (turn.size() >= share) {
                break;
            }
            turn.add(id);
            lastRolled = id;
        }
        return turn;
    }
}

package io.rollcall.detect;

import io.rollcall.detect.SweepReport.Doubt;
import io.rollcall.user.UserView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Judges who may leave at the end of a sweep: those with evidence, unless the guard holds them. */
final class Removals {
    private final Roster roster;
    private final Changes changes;
    private final Evidence evidence;
    private final Guard guard;

    Removals(Roster roster, Changes changes, Evidence evidence, Guard guard) {
        this.roster = roster;
        this.changes = changes;
        this.evidence = evidence;
        this.guard = guard;
    }

    /** The id under which an operator can let these users go, as they are on the roster now. */
    private String guardId(Collection<String> ids) {
        return Guard.idOf(
                ids.stream().map(id -> id + ' ' + roster.nextRevision(id)).toList());
    }

    /**
     * Whether a listing that looks like another account's must end its sweep. An operator can let its absences go, but not
     * when it shows nobody: then no canary is left to vouch for anything.
     */
    boolean refused(Sweep sweep, Set<String> missing) {
        String guardId = guardId(missing);
        boolean empty = sweep.seen.isEmpty();
        if (sweep.complete() && !empty && guard.released(guardId)) {
            sweep.absencesReleased = true;
            return false;
        }
        String reason = empty ? "empty listing" : "looks like another account";
        if (sweep.complete()) {
            sweep.held = new SweepReport.Hold(guardId, missing.size(), roster.size(), reason);
        }
        sweep.doubt(empty ? Doubt.EMPTY : Doubt.ANOTHER_ACCOUNT, reason);
        return true;
    }

    /** Renames, departures and deactivations that may be published now. Notes on the sweep what has to wait. */
    List<Finding> allowed(Sweep sweep) {
        List<Finding> allowed = new ArrayList<>();
        List<Finding> gone = new ArrayList<>();
        for (String id : sweep.missing) {
            evidence.goneAt(id).ifPresent(at -> {
                UserView view = sweep.renames.get(id);
                if (view == null) {
                    gone.add(new Finding.Gone(id, at));
                    return;
                }
                Finding.Renamed renamed = new Finding.Renamed(id, view, at);
                (changes.isDeactivation(renamed) ? gone : allowed).add(renamed);
            });
        }
        allowed.addAll(guarded(sweep, gone));
        return allowed;
    }

    /** All of them or, when the guard holds them, none but those that an operator let go. */
    private List<Finding> guarded(Sweep sweep, List<Finding> gone) {
        List<Finding> all = new ArrayList<>(sweep.absencesReleased ? List.of() : gone);
        all.addAll(sweep.deactivations);
        String guardId = guardId(all.stream().map(Finding::id).toList());
        if (!guard.allows(all.size(), sweep.population) && !guard.released(guardId)) {
            sweep.held = new SweepReport.Hold(guardId, all.size(), sweep.population, "many removals at once");
            all.clear();
        }
        if (sweep.absencesReleased) {
            all.addAll(gone);
        }
        return all;
    }
}

package io.rollcall.budget.ledger;

import io.rollcall.budget.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is there, and what everybody waits for. */
final class Demand {
    static final int CLASSES = Priority.values().length;

    private static final long SILENT_MS = 20_000;
    private static final long GONE_MS = 600_000;

    private final TreeMap<Long, Member> members = new TreeMap<>();

    private static final class Member {
        private long sequence;
        private List<Integer> want = Collections.nCopies(CLASSES, 0);
        private List<Long> known = Collections.nCopies(CLASSES, 0L);
        private final long[] granted = new long[CLASSES];
        private long seen;

        long waits(int priority) {
            return Math.max(0, want.get(priority) - (granted[priority] - known.get(priority)));
        }
    }

    static Demand of(List<LedgerState.Member> state) {
        Demand demand = new Demand();
        for (LedgerState.Member each : state) {
            Member member = new Member();
            member.sequence = each.sequence();
            member.want = List.copyOf(each.want());
            member.known = List.copyOf(each.known());
            for (int i = 0; i < CLASSES; i++) {
                member.granted[i] = each.granted().get(i);
            }
            member.seen = each.seen();
            demand.members.put(each.participant(), member);
        }
        return demand;
    }

    List<LedgerState.Member> state() {
        List<LedgerState.Member> state = new ArrayList<>();
        members.forEach((participant, member) -> {
            List<Long> granted = new ArrayList<>();
            for (long each : member.granted) {
                granted.add(each);
            }
            state.add(new LedgerState.Member(
                    participant, member.sequence, member.want, member.known, granted, member.seen));
        });
        return state;
    }

    /** Whether a record can be about anything, and is not one that was there before. */
    boolean isNews(Update update) {
        if (update.want().size() != CLASSES || update.known().size() != CLASSES) {
            return false;
        }
        if (Collections.min(update.want()) < 0 || Collections.min(update.known()) < 0) {
            return false;
        }
        if (update.sequence() < 1 || Collections.max(update.known()) > LedgerState.MOST) {
            return false;
        }
        Member member = members.get(update.participant());
        return member == null ? members.size() < LedgerState.MOST_MEMBERS : update.sequence() > member.sequence;
    }

    void take(Update update, long time) {
        Member member = members.get(update.participant());
        if (member == null) {
            member = new Member();
            members.put(update.participant(), member);
        }
        for (int i = 0; i < CLASSES; i++) {
            // It knows more than this only when it had been forgotten.
            member.granted[i] = Math.max(member.granted[i], update.known().get(i));
        }
        member.sequence = update.sequence();
        member.want = update.mark() == Update.Mark.BYE
                ? Collections.nCopies(CLASSES, 0)
                : update.want().stream()
                        .map(want -> Math.min(LedgerState.MOST_WANTED, want))
                        .toList();
        member.known = update.known();
        member.seen = time;
    }

    /** Whoever has not been heard of wants nothing, and is forgotten once it owes nothing. */
    void forget(long time, Charges charges) {
        members.entrySet().removeIf(entry -> {
            Member member = entry.getValue();
            if (time - member.seen > SILENT_MS) {
                member.want = Collections.nCopies(CLASSES, 0);
            }
            return time - member.seen > GONE_MS && charges.openOf(entry.getKey()) == 0;
        });
    }

    /** The next after the last one whose turn it was, in a circle; null when nobody is eligible. */
    @Nullable
    Long next(int priority, long last, int maxHeld, Charges charges) {
        Long first = null;
        for (Map.Entry<Long, Member> entry : members.entrySet()) {
            if (entry.getValue().waits(priority) > 0 && charges.openOf(entry.getKey()) < maxHeld) {
                if (entry.getKey() > last) {
                    return entry.getKey();
                }
                first = first == null ? entry.getKey() : first;
            }
        }
        return first;
    }

    void granted(long participant, int priority) {
        Member member = members.get(participant);
        if (member != null) {
            member.granted[priority]++;
        }
    }

    long waits(long participant, int priority) {
        Member member = members.get(participant);
        return member == null ? 0 : member.waits(priority);
    }

    /** Everybody who waits for anything, in order. */
    List<Long> waiting() {
        List<Long> waiting = new ArrayList<>();
        members.forEach((participant, member) -> {
            for (int i = 0; i < CLASSES; i++) {
                if (member.waits(i) > 0) {
                    waiting.add(participant);
                    break;
                }
            }
        });
        return waiting;
    }

    /** The lowest number among those heard of lately; null for nobody. */
    @Nullable
    Long eldest(long time, long withinMs) {
        for (Map.Entry<Long, Member> entry : members.entrySet()) {
            if (time - entry.getValue().seen <= withinMs) {
                return entry.getKey();
            }
        }
        return null;
    }

    int size() {
        return members.size();
    }
}

package io.rollcall.budget.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A licence's life from a seed: participants that lag, crash and repeat themselves, records that are lost, garbage among them, a
 * clock of the log that jumps, policies that change. Participants hold on to what is promised of them: use-by, arrival, and only
 * true certificates. Strangers, if there are any, hold on to nothing.
 */
final class History {
    record Line(
            long offset,
            long timestamp,
            byte[] bytes,
            @Nullable Entry entry) {
        Line(long offset, long timestamp, byte[] bytes) {
            this(offset, timestamp, bytes, EntryCodec.decode(bytes));
        }
    }

    /** A request at the vendor. */
    record Arrival(long grant, long at, Policy policy) {}

    final Random random;
    final List<Line> log = new ArrayList<>();
    final List<Arrival> arrivals = new ArrayList<>();
    final Ledger ledger = new Ledger();
    private final List<List<Grant>> grants = new ArrayList<>();
    private final List<Policy> policies = new ArrayList<>();
    private final List<Party> parties = new ArrayList<>();
    private final Strangers strangers;
    private long now = 1_000_000;
    private long skew;
    private long version;
    private int lives;

    History(long seed) {
        random = new Random(seed);
        strangers = new Strangers(random);
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            parties.add(new Party());
        }
    }

    /** A participant as it sees itself. */
    private final class Party {
        private final long number = random.nextLong(1000) * 1000 + lives++;
        private final TreeMap<Long, Held> held = new TreeMap<>();
        private final TreeMap<Long, Long> sentAt = new TreeMap<>();
        private final List<Long> observed = new ArrayList<>();
        private final long[] known = new long[4];
        private long sequence;
        private long ownSequence;
        private @Nullable Policy policy;

        Update speak() {
            List<Integer> want = new ArrayList<>();
            List<Long> counted = new ArrayList<>();
            List<Settled> settled = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                want.add(random.nextInt(3) == 0 ? random.nextInt(8) : 0);
                counted.add(known[i]);
            }
            sequence++;
            held.forEach((grant, each) -> {
                settled.add(new Settled(grant, each.done, each.unused));
                if (each.rest() == 0 && each.told == 0) {
                    each.told = sequence;
                }
            });
            sentAt.put(sequence, now);
            Observation told = held.isEmpty() || random.nextInt(4) > 0 ? null : hear();
            long cv = policy == null ? 0 : policy.version();
            return new Update(
                    number, sequence, cv, observed.size() - 1L, want, counted, settled, certificates(), told, null);
        }

        private Observation hear() {
            Integer limit = random.nextInt(3) > 0 ? null : 1 + random.nextInt(15);
            Integer left = random.nextBoolean() ? null : random.nextInt(12);
            Long wait = random.nextBoolean() ? null : (long) random.nextInt(3_000);
            return new Observation(
                    random.nextInt(6) == 0, observed.size() - 1L, held.lastKey(), limit, left, wait, wait);
        }

        private List<Long> certificates() {
            List<Long> made = new ArrayList<>();
            for (int i = 0; policy != null && i < policy.certificates(); i++) {
                long offset = observed.size() - 1L;
                while (offset >= 0 && observed.get((int) offset) > now - policy.ageMs(i)) {
                    offset--;
                }
                made.add(offset);
            }
            return made;
        }

        /** Reads on, or not yet as far as it could. */
        void read() {
            int until = random.nextInt(4) == 0 ? observed.size() + random.nextInt(3) : log.size();
            while (observed.size() < Math.min(until, log.size())) {
                int offset = observed.size();
                observed.add(now);
                policy = policies.get(offset);
                if (log.get(offset).entry instanceof Update update && update.participant() == number) {
                    ownSequence = Math.max(ownSequence, update.sequence());
                    held.values().removeIf(each -> each.told > 0 && each.told <= ownSequence);
                }
                for (Grant grant : grants.get(offset)) {
                    if (grant.participant() == number) {
                        known[grant.priority().rank()]++;
                        long safe = sentAt.getOrDefault(ownSequence, Long.MIN_VALUE / 2);
                        held.computeIfAbsent((long) offset, same -> new Held())
                                .idle
                                .add(safe);
                    }
                }
            }
        }

        void work() {
            held.forEach((grant, each) -> {
                each.running.removeIf(end -> {
                    each.done += end <= now ? 1 : 0;
                    return end <= now;
                });
                while (!each.idle.isEmpty() && random.nextInt(3) > 0) {
                    send(grant, each, each.idle.remove(0));
                }
            });
        }

        private void send(long grant, Held each, long since) {
            Policy by = policies.get((int) grant);
            if (now - since > by.useByMs() || random.nextInt(8) == 0) {
                each.unused++;
                return;
            }
            long arrival = now + random.nextLong(by.arriveMs());
            arrivals.add(new Arrival(grant, arrival, by));
            each.running.add(arrival + random.nextLong(500));
        }
    }

    /** Permits of one grant. */
    private static final class Held {
        private final List<Long> idle = new ArrayList<>();
        private final List<Long> running = new ArrayList<>();
        private int done;
        private int unused;
        private long told;

        int rest() {
            return idle.size() + running.size();
        }
    }

    /** Lets time pass and something happen; null when what was written was lost. */
    @Nullable
    Line step(boolean hostile) {
        now += random.nextLong(400);
        if (random.nextInt(60) == 0) {
            skew += random.nextLong(60_000) - 30_000;
        }
        int at = random.nextInt(parties.size());
        if (random.nextInt(100) == 0) {
            parties.set(at, new Party());
        }
        parties.forEach(each -> {
            each.read();
            each.work();
        });
        byte[] bytes = bytes(parties.get(at), hostile);
        return random.nextInt(50) == 0 ? null : new Line(log.size(), now + skew, bytes);
    }

    private byte[] bytes(Party party, boolean hostile) {
        int dice = log.isEmpty() ? 0 : random.nextInt(hostile ? 50 : 100);
        if (dice == 0) {
            return EntryCodec.encode(strangers.policy(version++));
        }
        if (dice == 1) {
            return EntryCodec.encode(new Snapshot(log.size() - 1L, ledger.hash(), ledger.state()));
        }
        if (dice < 5) {
            return log.get(random.nextInt(log.size())).bytes;
        }
        if (dice < 8) {
            return "{\"v\":1,\"t\":\"U\",\"p\":3}".getBytes(StandardCharsets.UTF_8);
        }
        if (hostile && dice < 25) {
            return strangers.bytes(log.size(), ledger);
        }
        return EntryCodec.encode(party.speak());
    }

    Applied apply(Line line) {
        Applied applied = ledger.apply(line.offset, line.timestamp, line.entry);
        log.add(line);
        grants.add(applied.grants());
        policies.add(ledger.policy());
        return applied;
    }
}

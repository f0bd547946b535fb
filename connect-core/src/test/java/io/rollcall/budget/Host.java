package io.rollcall.budget;

import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.ledger.Update;
import io.rollcall.budget.log.BudgetLog;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A process with one participant, its clock, its requests and its bad days. */
final class Host {
    private static final int PLACES = 12;
    private static final int FIRST_LOOK_BACK = 64;

    private final World world;
    private final Random dice;
    private final Load load;
    private final long number;
    private final Participant participant;
    private final double speed;
    private final long born;
    private long cursor;
    private long planned = Long.MAX_VALUE;
    private long lastAppend;
    private long lastFetch;
    private long pausedUntil;
    private long blockedUntil;
    private boolean dead;
    private int busy;
    private long sends;

    Host(World world, Load load, Policy policy, Past past) {
        this.world = world;
        this.dice = new Random(world.dice().nextLong());
        this.load = load;
        this.number = dice.nextLong() >>> 1;
        this.speed = world.mischief().speed(dice);
        this.born = dice.nextInt(1_000_000);
        this.participant = new Participant(number, policy, past);
        this.cursor = world.log().end();
        long back = FIRST_LOOK_BACK;
        while (!resume(Math.max(0, cursor - back))) {
            back *= 2;
        }
        refresh();
    }

    private boolean resume(long from) {
        List<BudgetLog.Entry> tail =
                world.log().from(from).stream().map(SimulatedLog.Stored::raw).toList();
        return participant.resume(tail, from == 0, local());
    }

    private long local() {
        return born + (long) (world.now() * speed);
    }

    private long truly(long local) {
        return (long) Math.ceil((local - born) / speed);
    }

    /** Does something, unless the process is dead by then, or else as soon as it runs again. */
    private void at(long time, Runnable action) {
        world.timeline().at(time, () -> {
            if (dead) {
                return;
            }
            if (world.now() < pausedUntil) {
                at(pausedUntil, action);
            } else {
                action.run();
            }
        });
    }

    void pause(long milliseconds) {
        pausedUntil = Math.max(pausedUntil, world.now() + milliseconds);
    }

    void kill() {
        dead = true;
    }

    boolean alive() {
        return !dead;
    }

    /** Requests it has sent. */
    long sends() {
        return sends;
    }

    Load load() {
        return load;
    }

    Participant participant() {
        return participant;
    }

    /** There is more work. */
    void nudge() {
        at(world.now(), this::refresh);
    }

    /** A record has been appended. */
    void fetch(SimulatedLog.Stored record) {
        long when = Math.max(world.now(), world.log().reachableFrom())
                + world.mischief().fetch(dice);
        lastFetch = Math.max(lastFetch, when);
        at(lastFetch, () -> read(record.raw().offset()));
    }

    private void read(long upTo) {
        if (cursor > upTo) {
            return;
        }
        for (SimulatedLog.Stored each : world.log().from(cursor).subList(0, (int) (upTo + 1 - cursor))) {
            cursor++;
            List<Lease> leases =
                    participant.apply(each.raw().offset(), each.raw().timestampMs(), each.entry(), local());
            world.witness().compare(participant);
            if (each.entry() instanceof Update update && update.observation() != null) {
                Long asked = update.observation().retryAfterMs();
                long pause = update.observation().throttled() ? asked == null ? 1_000 : asked : 0;
                blockedUntil = Math.max(blockedUntil, each.at() + pause);
            }
            leases.forEach(this::start);
        }
        refresh();
    }

    private void start(Lease lease) {
        long since = load.take(lease.priority(), world.now());
        if (since < 0) {
            participant.unsent(lease);
            return;
        }
        busy++;
        long hesitation = world.mischief().hesitates(dice);
        if (hesitation == 0) {
            go(lease, since);
        } else {
            at(world.now() + hesitation, () -> {
                go(lease, since);
                refresh();
            });
        }
    }

    private void go(Lease lease, long since) {
        if (world.sabotage() != Sabotage.NO_USE_BY && !participant.usable(lease, local())) {
            participant.unsent(lease);
            load.giveBack(lease.priority(), since);
            busy--;
            return;
        }
        sends++;
        world.sent(number, lease, since, blockedUntil);
        if (world.sabotage() == Sabotage.CHARGED_WHEN_SENT) {
            participant.ended(lease, new Feedback(false, null, null, null, null));
        }
        boolean lost = world.mischief().losesAnswer(dice);
        if (lost) {
            at(world.now() + dice.nextInt(1_000), () -> ended(() -> participant.abandoned(lease, local())));
        }
        long back = world.mischief().request(dice);
        world.timeline().at(world.now() + world.mischief().request(dice), () -> {
            Feedback answer = world.arrived();
            if (!lost) {
                at(world.now() + back, () -> ended(() -> answered(lease, since, answer)));
            }
        });
    }

    private void answered(Lease lease, long since, Feedback answer) {
        participant.ended(lease, answer);
        if (answer.throttled()) {
            load.giveBack(lease.priority(), since);
        }
    }

    private void ended(Runnable report) {
        busy--;
        report.run();
        refresh();
    }

    private void refresh() {
        participant.want(load.wants(Math.max(0, PLACES - busy)));
        write();
    }

    private void write() {
        while (participant.nextAt() <= local()) {
            Optional<byte[]> record = participant.write(local());
            if (record.isPresent()) {
                append(world.sabotaged(record.get()));
            } else if (participant.nextAt() <= local()) {
                throw new AssertionError("There is something to write, and nothing");
            }
        }
        long next = participant.nextAt();
        if (next != Long.MAX_VALUE) {
            plan(Math.max(world.now() + 1, truly(next)));
        }
    }

    private void plan(long when) {
        if (when == planned) {
            return;
        }
        planned = when;
        at(when, () -> {
            if (planned == when) {
                planned = Long.MAX_VALUE;
                write();
            }
        });
    }

    private void append(byte[] record) {
        lastAppend = Math.max(lastAppend, world.now() + world.mischief().append(dice));
        if (world.mischief().loses(dice)) {
            return;
        }
        world.log().submit(record, lastAppend);
        if (world.mischief().repeats(dice)) {
            lastAppend += dice.nextInt(500);
            world.log().submit(record, lastAppend);
        }
    }
}

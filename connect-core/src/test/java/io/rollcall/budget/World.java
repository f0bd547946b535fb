package io.rollcall.budget;

import io.rollcall.budget.ledger.Entry;
import io.rollcall.budget.ledger.EntryCodec;
import io.rollcall.budget.ledger.Limit;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.ledger.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A licence: its log, its vendor, those who share it, and what befalls them. */
final class World {
    private final Timeline timeline = new Timeline();
    private final SimulatedLog log = new SimulatedLog(timeline);
    private final Witness witness = new Witness();
    private final List<Host> hosts = new ArrayList<>();
    private final List<WindowCheck> checks = new ArrayList<>();
    private final List<Long> arrivals = new ArrayList<>();
    private final List<List<Long>> waits = new ArrayList<>();
    private final Random dice;
    private final Mischief mischief;
    private final Sabotage sabotage;
    private final SimulatedVendor vendor;
    private @Nullable Policy checked;
    private boolean clockJumps;

    World(long seed, Mischief mischief, Sabotage sabotage, SimulatedVendor vendor) {
        this.dice = new Random(seed);
        this.mischief = mischief;
        this.sabotage = sabotage;
        this.vendor = vendor;
        for (Priority ignored : Priority.values()) {
            waits.add(new ArrayList<>());
        }
        log.onAppend(this::appended);
    }

    private void appended(SimulatedLog.Stored record) {
        witness.read(record);
        Policy policy = witness.ledger().policy();
        if (policy != checked) {
            checked = policy;
            check(Objects.requireNonNull(policy));
        }
        for (Host each : hosts) {
            if (each.alive()) {
                each.fetch(record);
            }
        }
    }

    /** From here on other limits hold; what was granted under the old ones has arrived a hold time later. */
    private void check(Policy policy) {
        boolean first = checks.isEmpty();
        checks.forEach(check -> check.end(now()));
        for (Limit each : policy.limits()) {
            checks.add(new WindowCheck(each, first ? 0 : now() + policy.holdMs()));
        }
    }

    Host start(Load load, Policy policy, Past past) {
        Host host = new Host(this, load, policy, past);
        hosts.add(host);
        return host;
    }

    /** A process dies, and another one takes over its work. */
    Host replace(Host host, Policy policy, Past past) {
        host.kill();
        hosts.remove(host);
        return start(host.load(), policy, past);
    }

    List<Host> hosts() {
        return hosts;
    }

    /** Requests of a class come in at random, so many in a minute on average. */
    void stream(Host first, Priority priority, double perMinute) {
        Load load = first.load();
        long next = now() + (long) (-Math.log(1 - dice.nextDouble()) * 60_000 / perMinute);
        timeline.at(next, () -> {
            load.add(priority, now());
            hosts.stream().filter(each -> each.load() == load).forEach(Host::nudge);
            stream(first, priority, perMinute);
        });
    }

    /** Somebody else uses the licence, at random, so many times in a minute. */
    void strangers(double perMinute) {
        timeline.at(now() + (long) (-Math.log(1 - dice.nextDouble()) * 60_000 / perMinute), () -> {
            vendor.take(now());
            strangers(perMinute);
        });
    }

    void jump(long ahead) {
        clockJumps = true;
        log.jump(ahead);
    }

    void sent(long participant, Lease lease, long since, long blockedUntil) {
        witness.sent(lease.grant(), participant);
        waits.get(lease.priority().rank()).add(now() - since);
        if (!clockJumps && mischief.drift() == 0 && now() < blockedUntil) {
            throw new AssertionError("A request is sent while the vendor wants none");
        }
    }

    Feedback arrived() {
        arrivals.add(now());
        checks.forEach(check -> check.arrived(now()));
        return vendor.ask(now());
    }

    /** What is written instead of an honest record. */
    byte[] sabotaged(byte[] record) {
        boolean dated = sabotage == Sabotage.BY_LOG_TIME || sabotage == Sabotage.CHARGED_WHEN_SENT;
        Policy policy = witness.ledger().policy();
        Entry entry = dated ? EntryCodec.decode(record) : null;
        if (policy == null || !(entry instanceof Update honest)) {
            return record;
        }
        List<Long> certificates = new ArrayList<>();
        for (int i = 0; i < policy.certificates(); i++) {
            certificates.add(log.datedBefore(policy.ageMs(i)));
        }
        return EntryCodec.encode(new Update(
                honest.participant(),
                honest.sequence(),
                honest.policyVersion(),
                honest.applied(),
                honest.want(),
                honest.known(),
                honest.settled(),
                certificates,
                honest.observation(),
                honest.mark()));
    }

    void run(long milliseconds) {
        timeline.runUntil(now() + milliseconds);
    }

    /** The windows in which there were too many; empty for none. */
    List<WindowCheck> violations() {
        return checks.stream().filter(WindowCheck::violated).toList();
    }

    /** Requests that have reached the vendor from one time to another. */
    long arrivedWithin(long from, long to) {
        return arrivals.stream().filter(at -> at >= from && at < to).count();
    }

    /** How long those of a class waited, in order of length. */
    List<Long> waits(Priority priority) {
        return waits.get(priority.rank()).stream().sorted().toList();
    }

    long now() {
        return timeline.now();
    }

    Timeline timeline() {
        return timeline;
    }

    SimulatedLog log() {
        return log;
    }

    SimulatedVendor vendor() {
        return vendor;
    }

    Witness witness() {
        return witness;
    }

    Mischief mischief() {
        return mischief;
    }

    Sabotage sabotage() {
        return sabotage;
    }

    Random dice() {
        return dice;
    }
}

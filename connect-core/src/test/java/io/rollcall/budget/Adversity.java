package io.rollcall.budget;

import io.rollcall.budget.ledger.EntryCodec;
import io.rollcall.budget.ledger.Limit;
import io.rollcall.budget.ledger.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A life that is as hard as a seed makes it. With even seeds everything is slow; with odd ones most is quick and the limit is reached
 * all the time.
 */
final class Adversity {
    private static final int MOST_JUMP_MS = 30_000;

    private final Random dice;
    private final World world;
    private final Terms terms;
    private final long length;
    private final boolean jumps;
    private Policy policy;

    Adversity(long seed, Sabotage sabotage) {
        dice = new Random(seed ^ 0x5DEECE66DL);
        boolean sharp = seed % 2 == 1;
        long window = dice.nextInt(sharp ? 2 : 0, 5) * 10_000L + 5_000;
        int requests = 5 + dice.nextInt(60);
        boolean fixed = dice.nextBoolean();
        Terms even = Terms.of(requests, window)
                .hold(1_000 + dice.nextInt(5_000), 6_000 + dice.nextInt(10_000))
                .fixed(fixed)
                .maxHeld(2 + dice.nextInt(7))
                .limits(limits(requests, window, !sharp && dice.nextInt(3) == 0));
        terms = sharp || dice.nextBoolean() ? even.uneven() : even;
        policy = terms.policy();
        jumps = sabotage == Sabotage.BY_LOG_TIME || sabotage == Sabotage.NONE && dice.nextInt(3) == 0;
        SimulatedVendor vendor =
                new SimulatedVendor(requests, window, fixed, dice.nextBoolean(), dice.nextInt((int) window));
        world = new World(seed, sharp ? Mischief.SHARP : Mischief.ROUGH, sabotage, vendor);
        length = Math.max(3 * window, 3 * policy.holdMs());
    }

    private static List<Limit> limits(int requests, long window, boolean two) {
        Limit first = new Limit(requests, window);
        return two ? List.of(first, new Limit((requests + 4) / 5, window / 10)) : List.of(first);
    }

    /** Lives it. */
    World live() {
        int participants = 2 + dice.nextInt(6);
        for (int i = 0; i < participants; i++) {
            world.start(load(), policy, past());
        }
        if (dice.nextInt(5) == 0) {
            world.strangers(1 + dice.nextInt(20));
        }
        plan();
        world.run(length);
        return world;
    }

    private Load load() {
        return dice.nextInt(4) == 0
                ? Load.endless(Priority.PROVISION, Priority.SWEEP)
                : Load.endless(Priority.values()[dice.nextInt(4)]);
    }

    /** Timestamps of a clock that jumps are not to be believed. */
    private Past past() {
        return jumps || dice.nextInt(4) == 0 ? Past.UNDATED : Past.DATED;
    }

    private void plan() {
        for (int i = dice.nextInt(4); i > 0; i--) {
            sometime(() -> world.replace(any(), policy, past()));
        }
        for (int i = 2 + dice.nextInt(3); i > 0; i--) {
            sometime(() -> any().pause(dice.nextInt((int) (2 * policy.holdMs()))));
        }
        for (int i = jumps ? 3 : 0; i > 0; i--) {
            sometime(() -> world.jump(dice.nextInt(2 * MOST_JUMP_MS) - MOST_JUMP_MS));
        }
        for (int i = dice.nextInt(3); i > 0; i--) {
            sometime(() ->
                    world.log().submit(EntryCodec.encode(world.witness().snapshot()), world.now() + dice.nextInt(20)));
        }
        if (dice.nextInt(5) == 0) {
            sometime(this::restart);
        }
        if (dice.nextInt(5) == 0) {
            sometime(this::change);
        }
        if (dice.nextInt(5) == 0) {
            sometime(() -> world.log().outage(world.now() + dice.nextInt(20_000)));
        }
    }

    private void sometime(Runnable event) {
        world.timeline().at((long) (dice.nextDouble() * length / 2), () -> {
            if (!world.hosts().isEmpty()) {
                event.run();
            }
        });
    }

    private Host any() {
        return world.hosts().get(dice.nextInt(world.hosts().size()));
    }

    private void restart() {
        List<Host> before = new ArrayList<>(world.hosts());
        before.forEach(Host::kill);
        world.hosts().clear();
        world.timeline()
                .at(
                        world.now() + dice.nextInt(10_000),
                        () -> before.forEach(each -> world.start(each.load(), policy, past())));
    }

    /** Whoever is started from now on brings other limits. */
    private void change() {
        Limit first = policy.limits().get(0);
        boolean fewer = dice.nextBoolean();
        Limit other = new Limit(
                Math.max(1, fewer ? first.requests() / 2 : first.requests()),
                fewer ? first.windowMs() : first.windowMs() * 2);
        policy = terms.version(2)
                .limits(limits(other.requests(), other.windowMs(), dice.nextBoolean()))
                .policy();
        world.replace(any(), policy, past());
    }
}

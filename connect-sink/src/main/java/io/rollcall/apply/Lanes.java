package io.rollcall.apply;

import io.rollcall.command.CommandKey;
import io.rollcall.command.Operation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue for every subject, and whose turn it is: one command of a subject at a time, in order; removals before all others,
 * and otherwise whoever has waited longest. Used under the provisioner's lock.
 */
final class Lanes {
    private static final int MOST_REFUSALS = 6;

    private final IntPredicate loaded;
    private final Map<CommandKey, Lane> lanes = new HashMap<>();
    private final Deque<Lane> removals = new ArrayDeque<>();
    private final Deque<Lane> others = new ArrayDeque<>();
    private final PriorityQueue<Lane> resting = new PriorityQueue<>(Comparator.comparing(lane -> lane.until));

    /** @param loaded whether the ledger of a partition is known */
    Lanes(IntPredicate loaded) {
        this.loaded = loaded;
    }

    /** The commands of one subject. */
    static final class Lane {
        final CommandKey key;
        final Deque<Item> items = new ArrayDeque<>();
        /** The command that runs, or ran last. */
        private @Nullable Item running;

        private Instant until = Instant.MIN;
        /** How often its head was turned away, as far as that matters. */
        private int refusals;
        /** How many others go first although it removes somebody. */
        private int letsPass;

        private State state = State.IDLE;

        Lane(CommandKey key) {
            this.key = key;
        }

        /** The command whose turn it is. */
        Item head() {
            return items.element();
        }

        /** Whether a deferred command of the subject is in it already. */
        boolean settles() {
            return items.stream().anyMatch(item -> item.deferred);
        }
    }

    private enum State {
        /** Nothing to do, or its ledger is not known. */
        IDLE,
        READY,
        RESTING,
        RUNNING
    }

    /**
     * How many subjects wait, and for what.
     *
     * @param removals for a worker, to take somebody's access away
     * @param others for a worker, to do anything else
     * @param resting for the time of the next try
     */
    record Depth(int removals, int others, int resting) {}

    Depth depth() {
        return new Depth(removals.size(), others.size(), resting.size());
    }

    void add(Item item) {
        Lane lane = lanes.computeIfAbsent(item.delivery.key(), Lane::new);
        lane.items.add(item);
        wake(lane);
    }

    /** Puts a deferred command before those that came after it, unless one is there. */
    void settle(Item item) {
        Lane lane = lanes.computeIfAbsent(item.delivery.key(), Lane::new);
        if (lane.settles()) {
            return;
        }
        Item running = lane.state == State.RUNNING ? lane.running : null;
        // What runs may have been swept away with its partition meanwhile.
        if (running != null && holds(lane, running)) {
            lane.items.remove();
            lane.items.addFirst(item);
            lane.items.addFirst(running);
        } else {
            lane.items.addFirst(item);
            wake(lane);
        }
    }

    /** The ledger of a partition is known now. */
    void loaded(int partition) {
        for (Lane lane : lanes.values()) {
            if (!lane.items.isEmpty() && lane.head().partition() == partition) {
                wake(lane);
            }
        }
    }

    /**
     * Whose turn it is; that one counts as running until {@link #done}, {@link #back} or {@link #rest}.
     *
     * @param onlyRemovals whether the room that is left is for removals
     */
    @Nullable
    Lane next(Instant now, boolean onlyRemovals) {
        while (!resting.isEmpty() && !resting.element().until.isAfter(now)) {
            Lane lane = resting.remove();
            lane.state = State.IDLE;
            wake(lane);
        }
        Lane removal = removals.peek();
        boolean letsPass = removal != null && !others.isEmpty() && !onlyRemovals && removal.letsPass-- > 0;
        Lane lane = letsPass ? null : removals.poll();
        if (lane == null && !onlyRemovals) {
            lane = others.poll();
        }
        if (lane != null) {
            lane.running = lane.head();
            lane.state = State.RUNNING;
        }
        return lane;
    }

    /** Whether a command that runs was not swept away with its partition meanwhile. */
    boolean holds(Lane lane, Item head) {
        return head.equals(lane.items.peek());
    }

    /** A command of the lane is finished. */
    void finished(Lane lane, Item head) {
        if (holds(lane, head)) {
            lane.items.remove();
            lane.refusals = 0;
            lane.letsPass = 0;
        }
    }

    /** The lane's turn is over. */
    void done(Lane lane) {
        lane.state = State.IDLE;
        if (lane.items.isEmpty()) {
            lanes.remove(lane.key);
        } else {
            wake(lane);
        }
    }

    /** The head of the lane has to be tried again, before others. */
    void back(Lane lane) {
        lane.state = State.IDLE;
        if (lane.items.isEmpty()) {
            lanes.remove(lane.key);
        } else if (loaded.test(lane.head().partition())) {
            lane.state = State.READY;
            queue(lane).addFirst(lane);
        }
    }

    /** The vendor turned the head of the lane away: others are tried first, since it may be about this one only. */
    void refused(Lane lane) {
        lane.state = State.IDLE;
        if (lane.items.isEmpty()) {
            lanes.remove(lane.key);
        } else if (loaded.test(lane.head().partition())) {
            lane.state = State.READY;
            lane.refusals = Math.min(lane.refusals + 1, MOST_REFUSALS);
            lane.letsPass = 1 << lane.refusals;
            queue(lane).addLast(lane);
        }
    }

    /** The head of the lane has to be tried again later. */
    void rest(Lane lane, Instant until) {
        lane.state = State.RESTING;
        lane.until = until;
        if (lane.items.isEmpty()) {
            lane.state = State.IDLE;
            lanes.remove(lane.key);
        } else {
            resting.add(lane);
        }
    }

    /** Forgets the commands of a partition that is not ours any more. */
    void forget(int partition) {
        lanes.values().removeIf(lane -> {
            lane.items.removeIf(item -> item.partition() == partition);
            if (!lane.items.isEmpty() || lane.state == State.RUNNING) {
                return false;
            }
            removals.remove(lane);
            others.remove(lane);
            resting.remove(lane);
            return true;
        });
    }

    private void wake(Lane lane) {
        if (lane.state == State.IDLE && loaded.test(lane.head().partition())) {
            lane.state = State.READY;
            queue(lane).add(lane);
        }
    }

    private Deque<Lane> queue(Lane lane) {
        return lane.head().delivery instanceof Delivery.Wanted wanted
                        && Operation.named(wanted.command().operation())
                                .filter(Operation::removes)
                                .isPresent()
                ? removals
                : others;
    }
}

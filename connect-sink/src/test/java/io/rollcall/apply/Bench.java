package io.rollcall.apply;

import io.rollcall.command.CommandRef;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.schema.CommandFingerprint;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A task at a simulated vendor, without Connect and Kafka around it: one thread, its own time, and a process that may die
 * anywhere and be started again from what the topics hold.
 */
final class Bench implements AutoCloseable, InstantSource {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    final Simulator simulator;
    final Desk desk;
    final Mortality mortality = new Mortality();
    final Tape tape = new Tape(mortality);
    final List<Delivery> topic = new ArrayList<>();
    UnaryOperator<ApplySettings> settings = UnaryOperator.identity();
    UnaryOperator<WritableDirectory> vendor = UnaryOperator.identity();
    Map<String, String> config = Map.of();
    ApplyMetrics metrics = ApplyMetrics.NONE;
    Runnable whileWaiting = () -> {};
    Runnable afterDeath = () -> {};
    /** Runs right before every request that this task sends. */
    Runnable beforeRequest = () -> {};

    long committed;
    private Instant now = START;
    private Provisioner task;
    private long offered;
    /** Work begins once Connect's thread has handed over all it has. */
    private final Deque<Runnable> jobs = new ArrayDeque<>();

    Bench(Simulator simulator, Desk desk) {
        this.simulator = simulator;
        this.desk = desk;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** As the task shows it, which runs. */
    int awaitingApproval() {
        return task.awaitingApproval();
    }

    SimulatedVendor vendor() {
        return desk.at(simulator);
    }

    /** Puts commands on the topic. */
    Bench send(Ask... asks) {
        for (Ask ask : asks) {
            var command = ask.command(desk, topic.size());
            topic.add(new Delivery.Wanted(
                    new CommandRef("commands", 0, topic.size()), command, CommandFingerprint.of(command)));
        }
        return this;
    }

    /** Runs the task until all is answered for good; time passes while nothing else does. */
    Bench play() {
        for (int step = 0; step < 2_000 && !finished(); step++) {
            try {
                step();
            } catch (Mortality.Killed | IllegalStateException end) {
                // Where a stage of the journal is awaited, death comes wrapped.
                if (!mortality.dead()) {
                    throw end;
                }
                task = null;
                jobs.clear();
                mortality.revive();
                afterDeath.run();
            }
        }
        if (!finished()) {
            throw new AssertionError("Not finished after " + Duration.between(START, now) + ": " + codes());
        }
        return this;
    }

    /** One round of Connect: records, a put, a commit; and a second passes. */
    void step() {
        if (task == null) {
            start();
        }
        while (offered < topic.size()) {
            task.offer(topic.get((int) offered++), now);
        }
        task.tick();
        while (!jobs.isEmpty()) {
            jobs.remove().run();
        }
        task.check();
        long progress = task.progress(0);
        if (progress > committed) {
            mortality.around(() -> committed = progress);
        }
        if (!finished()) {
            whileWaiting.run();
            pass(Duration.ofSeconds(1));
        }
    }

    /** The process ends in good order, and another one begins with the next step. */
    void restart() {
        close();
        crash();
    }

    /** The process ends at once, and another one begins with the next step. */
    void crash() {
        task = null;
    }

    private void start() {
        ApplySettings usual = new ApplySettings(
                "acme",
                "bench",
                0,
                false,
                true,
                8,
                Set.of(),
                List.of(),
                1,
                100,
                Duration.ofHours(1),
                Duration.ofDays(7),
                Duration.ofSeconds(5),
                true);
        task = new Provisioner(
                settings.apply(usual),
                desk.account(simulator, config).capabilities(),
                vendor.apply(new MortalDirectory(
                        desk.directory(simulator, config, this), mortality, () -> beforeRequest.run())),
                tape,
                metrics,
                this,
                new Random(1),
                jobs::add);
        task.assigned(0);
        task.loaded(0, tape.entries());
        offered = committed;
    }

    private boolean finished() {
        return committed >= topic.size()
                && tape.entries().values().stream()
                        .allMatch(entry -> entry.deferred().isEmpty()
                                && (entry.done() == null || !entry.done().unsaid()));
    }

    /** The codes of all answers, in order. */
    List<String> codes() {
        return tape.results.stream()
                .map(result -> result.commandId() + " " + result.code())
                .toList();
    }

    /** The one answer for good to a command, by its number on the topic. */
    ProvisioningResult answer(int number) {
        Delivery delivery = topic.get(number);
        String id = delivery instanceof Delivery.Wanted wanted
                ? wanted.command().commandId()
                : ((Delivery.Malformed) delivery).commandId();
        List<ProvisioningResult> answers = tape.terminal(id);
        if (answers.size() != 1) {
            throw new AssertionError(id + " has " + answers.size() + " answers for good: " + answers);
        }
        return answers.get(0);
    }

    @Override
    public void close() {
        if (task != null) {
            task.close();
        }
    }
}

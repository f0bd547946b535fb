package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.Operation;
import io.rollcall.quickstart.CommandDraft.Text;
import io.rollcall.quickstart.ConnectorStatus.State;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * One task of a sink at a vendor that takes 20 ms for an answer and has no limit, beside a bare client that sends as many requests with
 * the same concurrency.
 */
final class CommandsRun {
    static final int LANES = 64;
    static final int LATENCY_MILLIS = 20;

    private static final String NAME = "gladly-commands";
    private static final String TOPIC = NAME + ".commands";
    private static final int MOST_COMMANDS = 10_000;
    private static final int PARTITIONS = 4;
    /** For the compilers of both; nobody restarts a worker for every ten thousand commands. */
    private static final int WARM_UPS = 12;

    private static final int READINGS = 3;
    private static final int LOOK_EVERY_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Stack stack;
    private final Simulator simulator;
    private final PrintStream out;
    private final CountDownLatch never = new CountDownLatch(1);

    CommandsRun(Stack stack, Simulator simulator, PrintStream out) {
        this.stack = stack;
        this.simulator = simulator;
        this.out = out;
    }

    /** Is asked again and again while commands are applied. */
    private interface Look {
        void look();
    }

    /** Measures. */
    CommandsResult measure() throws InterruptedException {
        SimulatedVendor gladly = simulator.gladly();
        List<String> ids = new ArrayList<>();
        for (ObjectNode user : gladly.primary().users()) {
            ids.add(user.path("id").asText());
        }
        ids = ids.subList(0, Math.min(MOST_COMMANDS, ids.size()));
        stack.cluster().create(TOPIC, PARTITIONS);
        gladly.set(Setting.LATENCY_MS, LATENCY_MILLIS);
        stack.connect().run(NAME, settings());
        Map<String, String> credentials = gladly.credentials(SimulatedVendor.PRIMARY);
        try (CommandWriter writer = new CommandWriter(stack.cluster(), TOPIC);
                WorkerProbe worker = WorkerProbe.attach(stack.worker().pid());
                BareWrites bare = new BareWrites(
                        simulator.gladlyUrl(),
                        credentials.getOrDefault("user", ""),
                        credentials.getOrDefault("secret", ""),
                        LANES)) {
            for (int round = 0; round < WARM_UPS; round++) {
                out.println("  warm-up " + (round + 1) + " of " + WARM_UPS + " ...");
                apply(writer, ids, "Warm " + round, () -> {});
                bare.change(ids, "Bare " + round);
            }
            return new CommandsResult(ids.size(), readings(writer, bare, ids), inFlight(writer, worker, ids));
        }
    }

    private List<CommandsResult.Reading> readings(CommandWriter writer, BareWrites bare, List<String> ids)
            throws InterruptedException {
        List<CommandsResult.Reading> readings = new ArrayList<>();
        for (int reading = 0; reading < READINGS; reading++) {
            out.println("  reading " + (reading + 1) + " of " + READINGS + " ...");
            ProcessorUse commands = apply(writer, ids, "Reading " + reading, () -> {});
            int requests = simulator.journal().of(Vendor.GLADLY).size();
            ProcessorUse.Begin begin = new ProcessorUse.Begin(stack);
            bare.change(ids, "Bare again " + reading);
            readings.add(new CommandsResult.Reading(requests, commands, begin.end()));
        }
        return readings;
    }

    /** The median of how many requests are under way. A reading of its own, since looking takes its time. */
    private double inFlight(CommandWriter writer, WorkerProbe worker, List<String> ids) throws InterruptedException {
        List<Double> samples = new ArrayList<>();
        apply(writer, ids, "In flight", () -> {
            int now = worker.requestsInFlight(NAME);
            if (now > 0) {
                samples.add((double) now);
            }
        });
        return samples.isEmpty() ? 0 : BenchmarkRun.median(samples);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new Accounts(simulator, stack.secrets()).sink(Vendor.GLADLY, stack.cluster());
        settings.put("tenant", NAME);
        settings.put("topics", TOPIC);
        settings.put("validate.live", "false");
        settings.put("max.concurrent.subjects", String.valueOf(LANES));
        settings.put("budget.scope", "none");
        return settings;
    }

    /**
     * Writes commands while the connector is paused, so that it finds all of them at once, and lets it go.
     *
     * @return from the arrival of the first request to the last answer on the results topic
     */
    private ProcessorUse apply(CommandWriter writer, List<String> ids, String name, Look look)
            throws InterruptedException {
        stack.connect().pause(NAME);
        stack.connect().await(NAME, status -> status.isAll(State.PAUSED));
        writer.write(ids.stream()
                .map(id -> new CommandDraft(Vendor.GLADLY.segment(), Operation.UPDATE)
                        .tenant(NAME)
                        .with(Text.USER_ID, id)
                        .with(Text.DISPLAY_NAME, name)
                        .at(Instant.now()))
                .toList());
        simulator.journal().clear();
        try (KafkaConsumer<byte[], byte[]> results = stack.cluster().consumer()) {
            long due = answers(results) + ids.size();
            ProcessorUse.Begin begin = new ProcessorUse.Begin(stack);
            long start = System.nanoTime();
            stack.connect().resume(NAME);
            while (answers(results) < due) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new StackException(NAME + ": not every command is answered in time");
                }
                look.look();
                never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
            Instant end = simulator.now();
            List<JournalEntry> requests = simulator.journal().of(Vendor.GLADLY);
            return begin.end(Duration.between(requests.get(0).at(), end).toNanos() / 1e6);
        }
    }

    /** How many records the results topic holds. */
    private static long answers(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC + ".results").stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}

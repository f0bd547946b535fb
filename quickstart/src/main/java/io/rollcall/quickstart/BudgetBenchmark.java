package io.rollcall.quickstart;

import io.rollcall.budget.Feedback;
import io.rollcall.budget.Permit;
import io.rollcall.budget.Priority;
import io.rollcall.budget.RateLimit;
import io.rollcall.budget.SharedBudget;
import io.rollcall.budget.SharedBudgets;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.log.KafkaBudgetLog;
import io.rollcall.budget.log.KafkaLogSettings;
import io.rollcall.budget.log.LicenceKey;
import io.rollcall.config.BudgetSettings;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What a shared budget costs: the wait for a permit while there is plenty, and records while there is not. */
final class BudgetBenchmark {
    private static final int REQUESTS = 1_000;
    private static final int LONGEST_WAIT_MILLIS = 1_000;
    private static final RateLimit PLENTY = new RateLimit(100_000, Duration.ofSeconds(1));
    private static final Feedback NOTHING = new Feedback(false, null, null, null, null);

    private final Cluster cluster;
    private final PrintStream out;
    private boolean flawless = true;

    private BudgetBenchmark(Cluster cluster, PrintStream out) {
        this.cluster = cluster;
        this.out = out;
    }

    /**
     * Runs about nine minutes.
     *
     * @return whether everything holds that has to
     */
    static boolean run(PrintStream out) throws InterruptedException {
        StackHome home = StackHome.ofSystemProperty();
        RunDirectory run = RunDirectory.createIn(home.runs());
        FreePorts ports = new FreePorts(new SecureRandom());
        Broker broker = Broker.in(run, home, ports.next(), ports.next());
        out.println("Starting a broker ...");
        broker.start();
        try {
            BudgetBenchmark benchmark = new BudgetBenchmark(Cluster.open(broker.bootstrap(), ""), out);
            benchmark.idle();
            benchmark.saturated(new RateLimit(300, Duration.ofMinutes(1)), Duration.ofMinutes(4), 0.985);
            benchmark.saturated(new RateLimit(10, Duration.ofSeconds(1)), Duration.ofSeconds(30), 0);
            benchmark.saturated(new RateLimit(4, Duration.ofSeconds(1)), Duration.ofSeconds(30), 0);
            return benchmark.flawless;
        } finally {
            broker.stop();
            run.deleteData();
        }
    }

    /** One request after the other, and beside it a bare producer that waits for its record. */
    private void idle() throws InterruptedException {
        List<Double> bare = bare();
        List<Double> waits = new ArrayList<>();
        try (SharedBudget budget = join("idle", PLENTY)) {
            // The first permit waits for everything to be read.
            budget.acquire(Priority.SWEEP).orElseThrow().complete(NOTHING);
            for (int i = 0; i < REQUESTS; i++) {
                long asked = System.nanoTime();
                Permit permit = budget.acquire(Priority.SWEEP).orElseThrow();
                waits.add(BenchmarkRun.millisSince(asked));
                permit.complete(NOTHING);
            }
        }
        waits.sort(null);
        bare.sort(null);
        out.printf(
                Locale.ROOT,
                "idle licence: a permit waits %.1f ms (p50), %.1f ms (p99); %.1f and %.1f times what a bare producer waits for"
                        + " its record%n",
                at(waits, 50),
                at(waits, 99),
                at(waits, 50) / at(bare, 50),
                at(waits, 99) / at(bare, 99));
    }

    private List<Double> bare() throws InterruptedException {
        cluster.create("bare", 1);
        List<Double> waits = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer()) {
            for (int i = -REQUESTS / 10; i < REQUESTS; i++) {
                long sent = System.nanoTime();
                producer.send(new ProducerRecord<>("bare", new byte[300])).get();
                if (i >= 0) {
                    waits.add(BenchmarkRun.millisSince(sent));
                }
            }
        } catch (ExecutionException refused) {
            throw new StackException("The broker takes no record", refused);
        }
        return waits;
    }

    private static double at(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** More to send than there are permits. */
    private void saturated(RateLimit limit, Duration time, double least) throws InterruptedException {
        String licence = "saturated-" + limit.requests();
        SaturatedLicence.Seen seen =
                new SaturatedLicence(limit).measure(() -> join(licence, limit), () -> records(licence), time);
        if (seen.leaverWaits().isEmpty()) {
            expect(false, "leavers get permits");
            return;
        }
        double wait = at(seen.leaverWaits(), 99);
        out.printf(
                Locale.ROOT,
                "saturated licence, %d per %d s, %d participants: %.1f %% used, at most %d in any window, %.1f records/s,"
                        + " leavers wait %.0f ms (p50), %.0f ms (p99)%n",
                limit.requests(),
                limit.window().toSeconds(),
                SaturatedLicence.PARTICIPANTS,
                100 * seen.used(),
                seen.most(),
                seen.recordsPerSecond(),
                at(seen.leaverWaits(), 50),
                wait);
        expect(seen.most() <= limit.requests(), "no window has more requests than the limit");
        expect(seen.used() >= least, String.format(Locale.ROOT, "%.1f %% of the limit are used", 100 * least));
        expect(wait < LONGEST_WAIT_MILLIS, "99 of 100 leavers wait less than a second");
    }

    private void expect(boolean holds, String promise) {
        if (!holds) {
            out.println("DOES NOT HOLD: " + promise);
            flawless = false;
        }
    }

    private long records(String licence) {
        TopicPartition log = new TopicPartition(LicenceKey.of("olark", licence).topic(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = cluster.consumer()) {
            return consumer.endOffsets(List.of(log)).getOrDefault(log, 0L);
        }
    }

    /** Another participant for each call, as in another plugin or worker. */
    private SharedBudget join(String licence, RateLimit limit) {
        Policy policy =
                new BudgetSettings(BudgetSettings.Scope.LICENCE, licence, limit, false, 0, 1, (short) 1, null).policy();
        String topic = LicenceKey.of("olark", licence).topic();
        KafkaLogSettings settings = new KafkaLogSettings(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap()),
                "benchmark-" + System.nanoTime(),
                topic,
                (short) 1,
                Duration.ofMillis(policy.spanMs(0) + policy.holdMs()));
        return new SharedBudgets()
                .open(topic, topic, policy, true, () -> new KafkaBudgetLog(settings, System::nanoTime));
    }
}

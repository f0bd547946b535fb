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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What a shared budget costs: the wait for a permit while there is plenty, and records while there is not. */
final class BudgetBenchmark {
    private static final int REQUESTS = 1_000;
    private static final int PARTICIPANTS = 3;
    private static final int WINDOWS = 3;
    private static final RateLimit PLENTY = new RateLimit(100_000, Duration.ofSeconds(1));
    private static final RateLimit SHORT = new RateLimit(100, Duration.ofSeconds(10));
    private static final Feedback NOTHING = new Feedback(false, null, null, null, null);

    private final Cluster cluster;
    private final PrintStream out;

    private BudgetBenchmark(Cluster cluster, PrintStream out) {
        this.cluster = cluster;
        this.out = out;
    }

    /** Runs about a minute; there is nothing that has to hold. */
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
            benchmark.saturated();
        } finally {
            broker.stop();
            run.deleteData();
        }
        return true;
    }

    /** One request after the other, and beside it a bare producer that waits for its record. */
    private void idle() throws InterruptedException {
        double[] bare = bare();
        double[] waits = new double[REQUESTS];
        try (SharedBudget budget = join("idle", PLENTY)) {
            // The first permit waits for everything to be read.
            budget.acquire(Priority.SWEEP).orElseThrow().complete(NOTHING);
            for (int i = 0; i < REQUESTS; i++) {
                long asked = System.nanoTime();
                Permit permit = budget.acquire(Priority.SWEEP).orElseThrow();
                waits[i] = BenchmarkRun.millisSince(asked);
                permit.complete(NOTHING);
            }
        }
        Arrays.sort(waits);
        Arrays.sort(bare);
        out.printf(
                Locale.ROOT,
                "idle licence: a permit waits %.1f ms (p50), %.1f ms (p99); %.1f and %.1f times what a bare producer waits for"
                        + " its record%n",
                at(waits, 50),
                at(waits, 99),
                at(waits, 50) / at(bare, 50),
                at(waits, 99) / at(bare, 99));
    }

    private double[] bare() throws InterruptedException {
        cluster.create("bare", 1);
        double[] waits = new double[REQUESTS];
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer()) {
            for (int i = -REQUESTS / 10; i < REQUESTS; i++) {
                long sent = System.nanoTime();
                producer.send(new ProducerRecord<>("bare", new byte[300])).get();
                if (i >= 0) {
                    waits[i] = BenchmarkRun.millisSince(sent);
                }
            }
        } catch (ExecutionException refused) {
            throw new StackException("The broker takes no record", refused);
        }
        return waits;
    }

    private static double at(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /** More to send than there are permits, by several participants. */
    private void saturated() throws InterruptedException {
        List<SharedBudget> budgets = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicInteger sent = new AtomicInteger();
        try {
            for (int i = 0; i < PARTICIPANTS; i++) {
                SharedBudget budget = join("saturated", SHORT);
                budgets.add(budget);
                for (int sender = 0; sender < 4; sender++) {
                    threads.execute(() -> send(budget, sent));
                }
            }
            pass(SHORT.window().multipliedBy(2));
            int sentBefore = sent.get();
            long recordsBefore = records("saturated");
            Duration time = SHORT.window().multipliedBy(WINDOWS);
            pass(time);
            double perSecond = (records("saturated") - recordsBefore) / (double) time.toSeconds();
            double used = (sent.get() - sentBefore) / (double) (WINDOWS * SHORT.requests());
            out.printf(
                    Locale.ROOT,
                    "saturated licence, %d per %d s, %d participants: %.1f records/s for %.1f requests/s, %.1f %% of the limit"
                            + " used%n",
                    SHORT.requests(),
                    SHORT.window().toSeconds(),
                    PARTICIPANTS,
                    perSecond,
                    used * SHORT.requests() / SHORT.window().toSeconds(),
                    100 * used);
        } finally {
            budgets.forEach(SharedBudget::close);
            threads.shutdown();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private static void pass(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void send(SharedBudget budget, AtomicInteger sent) {
        try {
            for (Permit permit = budget.acquire(Priority.SWEEP).orElse(null);
                    permit != null;
                    permit = budget.acquire(Priority.SWEEP).orElse(null)) {
                if (permit.usable()) {
                    sent.incrementAndGet();
                    permit.complete(NOTHING);
                } else {
                    permit.cancel();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
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

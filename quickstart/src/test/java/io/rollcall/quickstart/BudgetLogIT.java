package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.budget.log.BudgetLog;
import io.rollcall.budget.log.KafkaBudgetLog;
import io.rollcall.budget.log.KafkaLogSettings;
import io.rollcall.budget.log.LogException;
import io.rollcall.budget.log.LogLostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The log of a budget on a real broker. */
class BudgetLogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final StackHome HOME = StackHome.ofSystemProperty();
    private static final RunDirectory RUN = RunDirectory.createIn(HOME.runs());
    private static final FreePorts PORTS = new FreePorts(new SecureRandom());
    private static final Broker BROKER = Broker.in(RUN, HOME, PORTS.next(), PORTS.next());

    private final String topic = "rollcall.budget.test." + UUID.randomUUID();

    @BeforeAll
    static void start() throws InterruptedException {
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.stop();
        RUN.deleteData();
    }

    private KafkaBudgetLog log(String name) {
        KafkaLogSettings settings = new KafkaLogSettings(
                Map.of("bootstrap.servers", BROKER.bootstrap()), name, topic, (short) -1, Duration.ofSeconds(660));
        return new KafkaBudgetLog(settings, System::nanoTime);
    }

    private static Cluster cluster() {
        return Cluster.open(BROKER.bootstrap(), "http://127.0.0.1:1");
    }

    /** What a call returns once the broker answers in time, which a busy machine may prevent. */
    private static <T> T patiently(Callable<T> call) throws InterruptedException {
        return Eventually.seen("an answer of the broker", PATIENCE, () -> {
            try {
                return Optional.of(call.call());
            } catch (LogLostException e) {
                throw new IllegalStateException(e);
            } catch (LogException busy) {
                return Optional.empty();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static List<String> read(BudgetLog log, int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        Eventually.holds(count + " records", PATIENCE, () -> {
            try {
                log.read(Duration.ofMillis(500))
                        .forEach(each ->
                                texts.add(each.offset() + " " + new String(each.bytes(), StandardCharsets.UTF_8)));
            } catch (LogLostException e) {
                throw new IllegalStateException(e);
            } catch (LogException busy) {
                return false;
            }
            return texts.size() >= count;
        });
        return texts;
    }

    private static void append(BudgetLog log, String... texts) throws InterruptedException {
        patiently(log::end);
        for (String each : texts) {
            log.append(each.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void awaitLoss(BudgetLog log) throws InterruptedException {
        Eventually.holds("the loss of the log", PATIENCE, () -> {
            try {
                log.read(Duration.ofMillis(500));
                return false;
            } catch (LogLostException lost) {
                return true;
            } catch (LogException unreachable) {
                return false;
            }
        });
    }

    @Test
    void whoComesFirstMakesTheTopicAndAllReadTheSame() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<KafkaBudgetLog> logs = List.of(log("one"), log("two"), log("three"));
        try {
            List<Future<Long>> ends = new ArrayList<>();
            logs.forEach(each -> ends.add(threads.submit(() -> patiently(each::end))));
            for (Future<Long> each : ends) {
                assertThat(each.get()).isZero();
            }
            append(logs.get(0), "a");
            assertThat(read(logs.get(0), 1)).containsExactly("0 a");
            append(logs.get(1), "b");
            for (KafkaBudgetLog each : logs.subList(1, 3)) {
                assertThat(read(each, 2)).containsExactly("0 a", "1 b");
            }
        } finally {
            threads.shutdownNow();
            logs.forEach(KafkaBudgetLog::close);
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = cluster().admin()) {
            var settings = admin.describeConfigs(List.of(resource))
                    .values()
                    .get(resource)
                    .get();
            assertThat(settings.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
            assertThat(settings.get("retention.ms").value()).isEqualTo("86400000");
        }
    }

    @Test
    void aTopicThatKeepsNoOrderIsRefused() throws Exception {
        cluster().create(topic, 2);
        try (KafkaBudgetLog log = log("refusing")) {
            assertThatThrownBy(() -> patiently(log::end))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(topic + " has 2 partitions");
        }
    }

    @Test
    void aTopicThatTellsTheTimeOfItsWritersIsRefused() throws Exception {
        cluster().create(new NewTopic(topic, 1, (short) 1).configs(Map.of("message.timestamp.type", "CreateTime")));
        try (KafkaBudgetLog log = log("refusing")) {
            assertThatThrownBy(() -> patiently(log::end))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(topic + " has message.timestamp.type=CreateTime");
        }
    }

    @Test
    void aTopicThatIsMadeAnewIsAnotherLogEvenIfItIsAsLong() throws Exception {
        try (KafkaBudgetLog log = log("before");
                KafkaBudgetLog later = log("after")) {
            append(log, "a");
            assertThat(read(log, 1)).containsExactly("0 a");
            try (Admin admin = cluster().admin()) {
                admin.deleteTopics(List.of(topic)).all().get();
                Eventually.holds("the end of the topic", PATIENCE, () -> isGone(admin));
            }
            append(later, "x", "y", "z");
            assertThat(read(later, 3)).hasSize(3);

            awaitLoss(log);

            log.seek(0);
            assertThat(read(log, 3)).containsExactly("0 x", "1 y", "2 z");
        }
    }

    private boolean isGone(Admin admin) {
        try {
            return !admin.listTopics().names().get().contains(topic);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void recordsThatAreNoLongerThereAreLostAndNotSkipped() throws Exception {
        try (KafkaBudgetLog log = log("late")) {
            append(log, "a", "b", "c");
            assertThat(read(log, 3)).hasSize(3);
            try (Admin admin = cluster().admin()) {
                admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
                        .all()
                        .get();
            }
            assertThat(patiently(log::begin)).isEqualTo(2);
            log.seek(1);
            awaitLoss(log);
        }
    }

    @Test
    void aBrokerThatIsGoneIsToldAndComesBackByItself() throws Exception {
        try (KafkaBudgetLog log = log("patient")) {
            append(log, "a");
            assertThat(read(log, 1)).containsExactly("0 a");
            BROKER.stop();
            Eventually.holds("that the log is out of reach", PATIENCE, () -> {
                try {
                    log.read(Duration.ofMillis(500));
                    return false;
                } catch (LogException unreachable) {
                    return !(unreachable instanceof LogLostException);
                }
            });
            log.append("lost?".getBytes(StandardCharsets.UTF_8));
            Eventually.holds("that a record may be lost", PATIENCE, () -> log.lost() > 0);
            BROKER.start();

            append(log, "b");
            assertThat(read(log, 1).get(0)).startsWith("1 ");
        }
    }

    @Test
    void nothingRunsOnOnceALogIsClosed() throws Exception {
        KafkaBudgetLog log = log("closing-" + UUID.randomUUID());
        append(log, "a");
        assertThat(read(log, 1)).hasSize(1);

        log.close();

        Eventually.holds(
                "the end of its threads",
                PATIENCE,
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().contains("closing-")));
        assertThatThrownBy(log::end).isInstanceOf(LogException.class);
    }
}

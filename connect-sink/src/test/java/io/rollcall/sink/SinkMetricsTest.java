package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.Simulator;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import javax.management.ObjectName;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task shows what is stuck and why, in numbers. */
class SinkMetricsTest {
    private static Simulator simulator;

    private final FakeKafka kafka = new FakeKafka();
    private String user;

    @BeforeAll
    static void begin() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void end() {
        simulator.close();
    }

    @BeforeEach
    void seed() {
        simulator.reset();
        simulator.olark().primary().seed(1);
        user = simulator.olark().primary().users().get(0).get("id").asText();
    }

    @Test
    void aVendorThatRefusesTheKeyIsToldFromOneThatFails() {
        simulator.olark().inject(InjectedFault.status(401, "{}").repeated(-1));
        try (Worker worker = worker().start(0)) {
            worker.put(verify("ann"));

            worker.putUntil(
                    () -> worker.context.metric("quarantine-credentials").equals(1));

            assertThat(worker.context.metric("quarantined")).isEqualTo(1);
            assertThat(worker.context.metric("quarantine-trouble")).isEqualTo(0);
            assertThat((String) worker.context.metric("quarantine-reason")).isNotEmpty();
            assertThat((long) worker.context.metric("responses-refused-total")).isPositive();
            simulator.olark().clearFaults();
            worker.putUntil(() -> worker.context.metric("quarantined").equals(0));
            assertThat(worker.context.metric("quarantine-reason")).isEqualTo("");
        }
    }

    @Test
    void theAgeOfTheOldestCommandCountsFromItsRecordAndEndsWithIt() {
        simulator.olark().inject(InjectedFault.status(503, "{}").repeated(-1));
        long written = Duration.between(Records.WRITTEN, Instant.now()).toMillis();
        try (Worker worker = worker().start(0)) {
            assertThat(worker.context.metric("oldest-command-age-ms")).isEqualTo(0L);
            worker.put(verify("ann"));
            assertThat((long) worker.context.metric("oldest-command-age-ms")).isGreaterThanOrEqualTo(written);
            assertThat(worker.context.metric("commands-unfinished")).isEqualTo(1);

            simulator.olark().clearFaults();
            worker.putUntil(() -> worker.context.metric("commands-unfinished").equals(0));

            assertThat(worker.context.metric("oldest-command-age-ms")).isEqualTo(0L);
            assertThat(worker.context.metric("answers-no-change-total")).isEqualTo(1L);
        }
    }

    @Test
    void anOlderWorkerShowsTheSameUntilTheTaskStops() throws Exception {
        ObjectName bean = new ObjectName("kafka.connect:type=plugins,connector=desk,task=0");
        Worker worker = worker();
        worker.context.older = true;
        try (worker) {
            worker.start(0);
            assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(bean, "plugin"))
                    .isEqualTo("olark-sink");
        }
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(bean))
                .isFalse();
    }

    private Worker worker() {
        return new Worker(Settings.olark(simulator), kafka);
    }

    private SinkRecord verify(String subject) {
        return Records.of(Records.verify(Records.key(subject), user), 0, 0);
    }
}

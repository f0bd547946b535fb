package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that know metrics of plugins show them; those that do not run the task all the same. */
class WorkerMetricsTest {
    private static final int USERS = 5;

    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void theWorkerShowsWhatTheTaskDid() {
        Tenant tenant = Tenant.OLARK;
        simulator.reset();
        tenant.seed(simulator, USERS);
        try (Worker worker = new Worker(tenant, tenant.settings(simulator)).start()) {
            assertThat(worker.metric("sweeps-total")).isEqualTo(0L);
            worker.sweep();
            String leaver = tenant.truth(simulator).keySet().iterator().next();
            tenant.at(simulator).primary().delete(leaver);
            worker.sweep();

            assertThat(worker.metric("sweeps-total")).isEqualTo(2L);
            assertThat(worker.metric("events-read-total")).isEqualTo((long) USERS);
            assertThat(worker.metric("events-delete-total")).isEqualTo(1L);
            assertThat(worker.metric("roster-users")).isEqualTo(USERS - 1);
            assertThat(worker.metric("requests-total"))
                    .isEqualTo((long) simulator.journal().entries(any -> true).size());
            assertThat(worker.metric("guard-id")).isEqualTo("");
        }
    }

    @Test
    void heldRemovalsAreShownWithTheIdThatReleasesThem() {
        Tenant tenant = Tenant.OLARK;
        simulator.reset();
        tenant.seed(simulator, USERS);
        try (Worker worker = new Worker(tenant, tenant.settings(simulator)).start()) {
            worker.sweep();
            List<String> users = List.copyOf(tenant.truth(simulator).keySet());
            tenant.at(simulator).primary().delete(users.get(0));
            tenant.at(simulator).primary().delete(users.get(1));
            assertThat(worker.sweep()).isEmpty();
            assertThat(worker.metric("removals-held")).isEqualTo(2);

            worker.with(SourceSettings.GUARD_RELEASE, String.valueOf(worker.metric("guard-id")))
                    .restart();

            assertThat(worker.sweep())
                    .extracting(change -> change.key().userId())
                    .containsExactlyInAnyOrder(users.get(0), users.get(1));
        }
    }

    @Test
    void howLongNobodyWhoLeftWasNoticedIsShownWithTheReason() {
        Tenant tenant = Tenant.OLARK;
        simulator.reset();
        tenant.seed(simulator, USERS);
        try (Worker worker = new Worker(tenant, tenant.settings(simulator)).start()) {
            worker.sweep();
            assertThat(worker.metric("sweep-incomplete")).isEqualTo(0);
            worker.pass(Duration.ofMinutes(10));
            assertThat((long) worker.metric("since-complete-sweep-ms")).isGreaterThanOrEqualTo(600_000L);
            List.copyOf(tenant.truth(simulator).keySet())
                    .forEach(tenant.at(simulator).primary()::delete);

            worker.sweep();

            assertThat(worker.metric("sweep-incomplete")).isEqualTo(1);
            assertThat(worker.metric("sweeps-incomplete-empty-total")).isEqualTo(1L);
            assertThat(worker.metric("sweeps-incomplete-listing-total")).isEqualTo(0L);
            assertThat((long) worker.metric("since-complete-sweep-ms")).isGreaterThanOrEqualTo(600_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {NoSuchMethodError.class, NoClassDefFoundError.class})
    void aWorkerWithoutMetricsOfPluginsShowsThemOverJmxAsLongAsTheTaskRuns(Class<? extends LinkageError> missing)
            throws Exception {
        Tenant.OLARK.seed(simulator, USERS);
        Map<String, String> settings = new HashMap<>(Tenant.OLARK.settings(simulator));
        settings.put(SourceSettings.VENDOR, "olark");
        settings.put("name", "older");
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = new ObjectName("kafka.connect:type=plugins,connector=older,task=0");
        SourceTask task = (SourceTask) new WorkerOfBefore()
                .loadClass(UserSourceTask.class.getName())
                .getConstructor()
                .newInstance();
        assertThat(task).isNotInstanceOf(UserSourceTask.class);
        task.initialize(contextOf(missing.getConstructor(String.class).newInstance("pluginMetrics"), settings));
        task.start(settings);
        try {
            List<SourceRecord> records = new ArrayList<>();
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (records.size() < USERS && System.nanoTime() < deadline) {
                List<SourceRecord> batch = task.poll();
                records.addAll(batch == null ? List.of() : batch);
            }
            assertThat(records).hasSize(USERS);
            assertThat(beans.getAttribute(bean, "events-read-total")).isEqualTo((long) USERS);
        } finally {
            task.stop();
        }
        assertThat(beans.isRegistered(bean)).isFalse();
    }

    private static SourceTaskContext contextOf(LinkageError missing, Map<String, String> settings) {
        return new SourceTaskContext() {
            @Override
            public Map<String, String> configs() {
                return settings;
            }

            @Override
            public OffsetStorageReader offsetStorageReader() {
                return new Worker.Offsets();
            }

            @Override
            public PluginMetrics pluginMetrics() {
                throw missing;
            }
        };
    }

    /** Loads the plugin by itself, as workers do, and has no class for metrics of plugins. */
    private static final class WorkerOfBefore extends ClassLoader {
        WorkerOfBefore() {
            super(WorkerMetricsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (name.equals(PluginMetrics.class.getName())) {
                    throw new ClassNotFoundException(name);
                }
                if (!name.startsWith("io.rollcall.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}

package io.rollcall.source;

import static java.util.Objects.requireNonNull;

import io.rollcall.schema.UserEventCodec;
import io.rollcall.schema.UserKeyCodec;
import io.rollcall.user.UserChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * A Connect worker for one connector, played by a test: it drives the task through Connect's own API and commits after
 * every poll, through the converter that real workers use for offsets.
 *
 * <p>Time jumps to the next sweep whenever one has ended, so nobody waits for an interval.
 */
final class Worker implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** All records that were handed over, poll by poll. */
    final List<List<SourceRecord>> batches = new ArrayList<>();

    final Offsets offsets;
    final Map<String, String> settings;
    final Map<String, Gauge<?>> metrics = new TreeMap<>();
    private final UserSourceConnector connector;
    private final Clock clock = new Clock();
    private UserSourceTask task = new UserSourceTask(clock);

    /** Offsets from a worker of before. */
    Worker(Tenant tenant, Map<String, String> settings, Offsets offsets) {
        this.connector = connector(tenant.vendor.name());
        this.settings = new LinkedHashMap<>(settings);
        this.settings.putIfAbsent(SourceSettings.SWEEP_INTERVAL, String.valueOf(INTERVAL.toMillis()));
        this.offsets = offsets;
    }

    Worker(Tenant tenant, Map<String, String> settings) {
        this(tenant, settings, new Offsets());
    }

    static UserSourceConnector connector(String vendor) {
        return switch (vendor) {
            case "olark" -> new OlarkSourceConnector();
            case "livechat" -> new LiveChatSourceConnector();
            case "gladly" -> new GladlySourceConnector();
            default -> new TalkdeskSourceConnector();
        };
    }

    Worker with(String setting, Object value) {
        settings.put(setting, String.valueOf(value));
        return this;
    }

    Worker start() {
        connector.start(settings);
        task = new UserSourceTask(clock);
        clock.sweepsSeen = 0;
        metrics.clear();
        task.initialize(context());
        task.start(connector.taskConfigs(1).get(0));
        return this;
    }

    Worker restart() {
        task.stop();
        return start();
    }

    UserSourceTask task() {
        return task;
    }

    /** One poll and, like an exactly-once worker, the commit of what it brought. */
    List<SourceRecord> poll() {
        try {
            List<SourceRecord> batch = task.poll();
            if (batch == null) {
                return List.of();
            }
            batches.add(batch);
            batch.forEach(record -> offsets.commit(record.sourcePartition(), record.sourceOffset()));
            return batch;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a test", e);
        }
    }

    void pollUntil(BooleanSupplier reached, String what) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + DEADLINE + ": " + what);
            }
            poll();
        }
    }

    /** Polls until one more sweep has ended; returns what it published. */
    List<UserChange> sweep() {
        long before = sweeps();
        int from = batches.size();
        pollUntil(() -> sweeps() > before, "the end of a sweep");
        return changes(batches.subList(from, batches.size()));
    }

    long sweeps() {
        return metric("sweeps-total") instanceof Number count ? count.longValue() : 0;
    }

    @Nullable
    Object metric(String name) {
        Gauge<?> gauge = metrics.get(name);
        return gauge == null ? null : gauge.value(new MetricConfig(), 0);
    }

    /** Everything published so far, tombstones left out. */
    List<UserChange> changes() {
        return changes(batches);
    }

    /** What a consumer makes of it: display names by user id. */
    Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (UserChange change : changes()) {
            if (change.after() == null) {
                names.remove(change.key().userId());
            } else {
                names.put(change.key().userId(), String.valueOf(change.after().displayName()));
            }
        }
        return names;
    }

    private static List<UserChange> changes(List<List<SourceRecord>> batches) {
        return batches.stream()
                .flatMap(List::stream)
                .filter(record -> record.value() != null)
                .map(record -> UserEventCodec.decode((Struct) record.value()).change())
                .toList();
    }

    static String userId(SourceRecord record) {
        return UserKeyCodec.decode((Struct) record.key()).userId();
    }

    void pass(Duration time) {
        clock.ahead = clock.ahead.plus(time);
    }

    @Override
    public void close() {
        task.stop();
    }

    private SourceTaskContext context() {
        return new SourceTaskContext() {
            @Override
            public Map<String, String> configs() {
                return settings;
            }

            @Override
            public OffsetStorageReader offsetStorageReader() {
                return offsets;
            }

            @Override
            public PluginMetrics pluginMetrics() {
                return new Shown();
            }
        };
    }

    private final class Clock implements InstantSource {
        private volatile Duration ahead = Duration.ZERO;
        private volatile long sweepsSeen;

        @Override
        public Instant instant() {
            long sweeps = sweeps();
            if (sweeps > sweepsSeen) {
                sweepsSeen = sweeps;
                ahead = ahead.plus(INTERVAL);
            }
            return Instant.now().plus(ahead);
        }
    }

    /** The worker's registry. */
    private final class Shown implements PluginMetrics {
        @Override
        public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
            return new MetricName(name, "plugins", description, tags);
        }

        @Override
        public void addMetric(MetricName name, MetricValueProvider<?> value) {
            if (metrics.putIfAbsent(name.name(), (Gauge<?>) value) != null) {
                throw new IllegalArgumentException("A metric named '" + name + "' already exists");
            }
        }

        @Override
        public void removeMetric(MetricName name) {
            metrics.remove(name.name());
        }

        @Override
        public Sensor addSensor(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public void removeSensor(String name) {
            throw new UnsupportedOperationException(name);
        }
    }

    /** The offsets topic: JSON both ways, as Connect stores partitions and offsets. */
    static final class Offsets implements OffsetStorageReader {
        private static final JsonConverter JSON = json();

        private final Map<String, byte[]> stored = new TreeMap<>();

        private static JsonConverter json() {
            JsonConverter converter = new JsonConverter();
            converter.configure(Map.of("schemas.enable", "false"), false);
            return converter;
        }

        Offsets copy() {
            Offsets copy = new Offsets();
            copy.stored.putAll(stored);
            return copy;
        }

        void commit(Map<String, ?> partition, @Nullable Map<String, ?> offset) {
            if (offset == null) {
                stored.remove(text(partition));
            } else {
                stored.put(text(partition), bytes(offset));
            }
        }

        /** All that is stored, read back. */
        Map<Map<String, ?>, Map<String, ?>> all() {
            Map<Map<String, ?>, Map<String, ?>> all = new HashMap<>();
            stored.forEach((partition, offset) -> all.put(
                    requireNonNull(map(partition.getBytes(StandardCharsets.UTF_8))), requireNonNull(map(offset))));
            return all;
        }

        @Override
        public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
            return map(stored.get(text(partition)));
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
            partitions.forEach(partition -> found.put(partition, offset(partition)));
            return found;
        }

        static String text(Map<String, ?> partition) {
            return new String(bytes(partition), StandardCharsets.UTF_8);
        }

        private static byte[] bytes(Map<String, ?> map) {
            return JSON.fromConnectData("offsets", null, map);
        }

        @SuppressWarnings("unchecked")
        private static @Nullable Map<String, Object> map(byte @Nullable [] json) {
            return json == null
                    ? null
                    : (Map<String, Object>) JSON.toConnectData("offsets", json).value();
        }
    }
}

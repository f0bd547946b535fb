package io.rollcall.sink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** What a worker is to a task. */
final class Context implements SinkTaskContext {
    final Set<TopicPartition> assignment = ConcurrentHashMap.newKeySet();
    final Set<TopicPartition> paused = ConcurrentHashMap.newKeySet();
    final List<Long> timeouts = new ArrayList<>();
    final Map<String, Gauge<?>> metrics = new TreeMap<>();

    @Nullable
    ErrantRecordReporter reporter;

    int commitRequests;
    /** Whether it is a worker of before 4.1. */
    boolean older;

    @Nullable
    Object metric(String name) {
        Gauge<?> gauge = metrics.get(name);
        return gauge == null ? null : gauge.value(new MetricConfig(), 0);
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new UnsupportedOperationException("Nobody rewinds");
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        throw new UnsupportedOperationException("Nobody rewinds");
    }

    @Override
    public void timeout(long timeoutMs) {
        timeouts.add(timeoutMs);
    }

    @Override
    public Set<TopicPartition> assignment() {
        return assignment;
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused.addAll(assigned(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused.removeAll(assigned(partitions));
    }

    /** Connect's consumer refuses others. */
    private List<TopicPartition> assigned(TopicPartition... partitions) {
        List<TopicPartition> all = Arrays.asList(partitions);
        if (!assignment.containsAll(all)) {
            throw new IllegalStateException("Not assigned: " + all);
        }
        return all;
    }

    @Override
    public void requestCommit() {
        commitRequests++;
    }

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return reporter;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        if (older) {
            throw new NoSuchMethodError("pluginMetrics");
        }
        return new Shown();
    }

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
}

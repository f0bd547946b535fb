package io.rollcall.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Topics in memory. */
final class FakeCluster implements Cluster {
    /** What was created, in words. */
    final Map<String, String> created = new TreeMap<>();

    /** What it says to everything; null for nothing. */
    @Nullable
    String refusal;

    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, String> policies = new HashMap<>();

    FakeCluster with(String topic, int count, String policy) {
        partitions.put(topic, count);
        policies.put(topic, policy);
        return this;
    }

    @Override
    public OptionalInt partitions(String topic) {
        reach();
        Integer count = partitions.get(topic);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    @Override
    public String cleanupPolicy(String topic) {
        reach();
        return policies.get(topic);
    }

    @Override
    public void create(String topic, int count, short replication, Map<String, String> settings) {
        reach();
        created.put(topic, count + " partitions, " + replication + " replicas, " + settings);
        with(topic, count, settings.get("cleanup.policy"));
    }

    @Override
    public void reach() {
        if (refusal != null) {
            throw new ClusterException(refusal, null);
        }
    }

    @Override
    public void close() {}
}

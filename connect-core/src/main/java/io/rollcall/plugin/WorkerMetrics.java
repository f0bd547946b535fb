package io.rollcall.plugin;

import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The worker's own metrics registry (KIP-877), where the worker has one: Kafka 4.1 and later. Older workers show no metrics
 * of this plugin.
 */
public final class WorkerMetrics implements Registrar {
    private final @Nullable Registry registry;

    private WorkerMetrics(@Nullable Registry registry) {
        this.registry = registry;
    }

    public static WorkerMetrics of(SourceTaskContext context) {
        try {
            return new WorkerMetrics(new Registry(context.pluginMetrics()));
        } catch (NoSuchMethodError | NoClassDefFoundError olderWorker) {
            return new WorkerMetrics(null);
        }
    }

    public static WorkerMetrics of(SinkTaskContext context) {
        try {
            return new WorkerMetrics(new Registry(context.pluginMetrics()));
        } catch (NoSuchMethodError | NoClassDefFoundError olderWorker) {
            return new WorkerMetrics(null);
        }
    }

    /** Shows a value under a name; the worker adds connector and task as tags, and removes it when the task ends. */
    @Override
    public void add(String name, String description, Supplier<Object> value) {
        if (registry != null) {
            registry.add(name, description, value);
        }
    }

    /** Keeps the newer type out of the signatures that an older worker has to link. */
    private record Registry(PluginMetrics metrics) {
        void add(String name, String description, Supplier<Object> value) {
            Gauge<Object> gauge = (config, now) -> value.get();
            metrics.addMetric(metrics.metricName(name, description, new LinkedHashMap<>()), gauge);
        }
    }
}

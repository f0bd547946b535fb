package io.rollcall.plugin;

import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * Where a task shows its metrics: the worker's own registry (KIP-877) where the worker has one, which is Kafka 4.1 and later,
 * else a JMX bean of the same name. To be closed when the task ends.
 */
public final class WorkerMetrics implements Registrar, AutoCloseable {
    private final Registrar shown;
    private final Runnable end;

    private WorkerMetrics(Registrar shown, Runnable end) {
        this.shown = shown;
        this.end = end;
    }

    public static WorkerMetrics of(SourceTaskContext context, String connector, int task) {
        return of(() -> new Registry(context.pluginMetrics()), connector, task);
    }

    public static WorkerMetrics of(SinkTaskContext context, String connector, int task) {
        return of(() -> new Registry(context.pluginMetrics()), connector, task);
    }

    private static WorkerMetrics of(Supplier<Registrar> worker, String connector, int task) {
        try {
            return new WorkerMetrics(worker.get(), () -> {});
        } catch (NoSuchMethodError | NoClassDefFoundError olderWorker) {
            TaskBean bean = TaskBean.open(connector, task);
            return new WorkerMetrics(bean, bean::close);
        }
    }

    /** Shows a value under a name, beside the connector's name and the task's number. */
    @Override
    public void add(String name, String description, Supplier<Object> value) {
        shown.add(name, description, value);
    }

    /** Takes away what the worker does not take away by itself. */
    @Override
    public void close() {
        end.run();
    }

    /** Keeps the newer type out of the signatures that an older worker has to link. */
    private record Registry(PluginMetrics metrics) implements Registrar {
        @Override
        public void add(String name, String description, Supplier<Object> value) {
            Gauge<Object> gauge = (config, now) -> value.get();
            metrics.addMetric(metrics.metricName(name, description, new LinkedHashMap<>()), gauge);
        }
    }
}

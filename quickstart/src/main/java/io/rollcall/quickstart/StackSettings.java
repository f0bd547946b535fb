package io.rollcall.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Stack} is to be started.
 *
 * @param ports where the processes listen
 * @param pluginPath folders for the workers' {@code plugin.path}, in addition to the packaged plugins
 * @param workerProperties what else the workers' settings shall say; wins over everything the stack sets by itself
 * @param workerOptions further JVM options of the workers, such as a larger heap; the JVM lets the last one win
 * @param runtime which Connect on which Java the workers are
 * @param kafka brings the Kafka of each stack; null for a broker that is a process of the stack's own
 */
public record StackSettings(
        Ports ports,
        List<Path> pluginPath,
        Map<String, String> workerProperties,
        List<String> workerOptions,
        WorkerRuntime runtime,
        @Nullable Supplier<? extends KafkaServer> kafka) {

    /**
     * Ports on the loopback address; 0 stands for a free one.
     *
     * @param connect the first worker's
     */
    public record Ports(int broker, int registry, int connect) {}

    public StackSettings {
        pluginPath = List.copyOf(pluginPath);
        workerProperties = Map.copyOf(workerProperties);
        workerOptions = List.copyOf(workerOptions);
    }

    /** Free ports, exactly-once on, source offsets flushed every second where it is off, the packaged plugins only. */
    public static StackSettings defaults() {
        return new StackSettings(new Ports(0, 0, 0), List.of(), Map.of(), List.of(), WorkerRuntime.newest(), null)
                .withExactlyOnce(true)
                .withOffsetFlushInterval(Duration.ofSeconds(1));
    }

    public StackSettings withPorts(Ports fixed) {
        return new StackSettings(fixed, pluginPath, workerProperties, workerOptions, runtime, kafka);
    }

    /** Whether the workers offer exactly-once to source connectors. */
    public StackSettings withExactlyOnce(boolean enabled) {
        return withWorkerProperty("exactly.once.source.support", enabled ? "enabled" : "disabled");
    }

    /** How often the workers commit source offsets; means something without exactly-once only. */
    public StackSettings withOffsetFlushInterval(Duration interval) {
        return withWorkerProperty("offset.flush.interval.ms", String.valueOf(interval.toMillis()));
    }

    /** Adds a folder that holds one sub-folder of jars for each plugin. */
    public StackSettings withPluginPath(Path folder) {
        return new StackSettings(ports, append(pluginPath, folder), workerProperties, workerOptions, runtime, kafka);
    }

    public StackSettings withWorkerProperty(String key, String value) {
        Map<String, String> properties = new LinkedHashMap<>(workerProperties);
        properties.put(key, value);
        return new StackSettings(ports, pluginPath, properties, workerOptions, runtime, kafka);
    }

    public StackSettings withWorkerOption(String option) {
        return new StackSettings(ports, pluginPath, workerProperties, append(workerOptions, option), runtime, kafka);
    }

    /** Lets the workers be another Connect, or run on another Java. */
    public StackSettings withRuntime(WorkerRuntime other) {
        return new StackSettings(ports, pluginPath, workerProperties, workerOptions, other, kafka);
    }

    /** Has every stack use a Kafka from here, to which {@link Ports#broker} says nothing. */
    public StackSettings withKafka(Supplier<? extends KafkaServer> brought) {
        return new StackSettings(ports, pluginPath, workerProperties, workerOptions, runtime, brought);
    }

    private static <T> List<T> append(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}

package io.rollcall.quickstart;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Connect worker in distributed mode. */
public final class Worker extends StackProcess {

    /** Where source connectors keep their offsets, on one partition. */
    static final String OFFSETS_TOPIC = "connect-offsets";

    private static final String PROVIDERS = "org.apache.kafka.common.config.provider.";

    /** How long a worker that was killed holds up the others, and its own return. */
    private static final String SESSION_TIMEOUT_MILLIS = "6000";

    private final ConnectRest rest;

    private Worker(JavaProcess process, ConnectRest rest) {
        super(process);
        this.rest = rest;
    }

    /**
     * @param name of the process and its files, such as {@code worker-1}
     * @param settings the file {@link #settings} made
     */
    static Worker in(
            RunDirectory run,
            StackHome home,
            HttpClient client,
            String name,
            URI url,
            StackSettings wanted,
            Path settings) {
        WorkerRuntime.Line line = wanted.runtime().line();
        List<String> command = Stream.of(
                        Stream.of(line.loggingOption(home)),
                        wanted.workerOptions().stream(),
                        Stream.of(
                                "-cp",
                                line.classPath(home),
                                "org.apache.kafka.connect.cli.ConnectDistributed",
                                settings.toString()))
                .flatMap(part -> part)
                .toList();
        JavaProcess process = new JavaProcess(
                name,
                home,
                wanted.runtime().javaHome(),
                command,
                run.log(name),
                new HttpProbe(client, url.resolve(line.health())));
        return new Worker(process, new ConnectRest(url, client, process.poll()));
    }

    static Map<String, String> settings(
            StackHome home, String bootstrap, URI registry, URI rest, Path secrets, StackSettings wanted) {
        Map<String, String> settings = new LinkedHashMap<>(Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrap),
                Map.entry("group.id", "rollcall"),
                Map.entry("listeners", rest.toString()),
                Map.entry("rest.advertised.host.name", rest.getHost()),
                Map.entry("offset.storage.topic", OFFSETS_TOPIC),
                Map.entry("config.storage.topic", "connect-configs"),
                Map.entry("status.storage.topic", "connect-status"),
                Map.entry("offset.storage.replication.factor", "1"),
                Map.entry("config.storage.replication.factor", "1"),
                Map.entry("status.storage.replication.factor", "1"),
                Map.entry("offset.storage.partitions", "1"),
                Map.entry("status.storage.partitions", "1"),
                Map.entry("scheduled.rebalance.max.delay.ms", "0"),
                Map.entry("session.timeout.ms", SESSION_TIMEOUT_MILLIS),
                Map.entry("heartbeat.interval.ms", "2000"),
                // Plugins without a service manifest must fail here and not at a user's.
                Map.entry("plugin.discovery", "service_load"),
                Map.entry("plugin.path", pluginPath(home, wanted)),
                Map.entry("config.providers", "file,directory"),
                Map.entry("config.providers.file.class", PROVIDERS + "FileConfigProvider"),
                Map.entry("config.providers.file.param.allowed.paths", secrets.toString()),
                Map.entry("config.providers.directory.class", PROVIDERS + "DirectoryConfigProvider"),
                Map.entry("config.providers.directory.param.allowed.paths", secrets.toString())));
        for (String converter : List.of("key.converter", "value.converter")) {
            settings.put(converter, "io.confluent.connect.avro.AvroConverter");
            Cluster.avro(registry.toString()).forEach((key, value) -> settings.put(converter + "." + key, value));
        }
        settings.putAll(wanted.workerProperties());
        return settings;
    }

    private static String pluginPath(StackHome home, StackSettings wanted) {
        return Stream.concat(Stream.of(home.plugins()), wanted.pluginPath().stream())
                .map(Path::toString)
                .collect(Collectors.joining(","));
    }

    /** The REST interface of this worker; any worker can be asked about the whole cluster. */
    public ConnectRest rest() {
        return rest;
    }
}

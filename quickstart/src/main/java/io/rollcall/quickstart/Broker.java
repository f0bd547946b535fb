package io.rollcall.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Kafka broker that is its own controller. */
public final class Broker extends StackProcess implements KafkaServer {

    /** Any 16 bytes in base64 do; a fixed one spares a call of the tool that makes them. */
    private static final String CLUSTER_ID = "Um9sbGNhbGxTdGFja0lkMQ";

    private final String bootstrap;
    private final Path data;
    private final JavaProcess format;

    private Broker(JavaProcess process, JavaProcess format, String bootstrap, Path data) {
        super(process);
        this.format = format;
        this.bootstrap = bootstrap;
        this.data = data;
    }

    static Broker in(RunDirectory run, StackHome home, int port, int controllerPort) {
        String bootstrap = "127.0.0.1:" + port;
        Path data = run.data().resolve("broker");
        Path settings = run.write("broker.properties", settings(bootstrap, "127.0.0.1:" + controllerPort, data));
        String logging = "-Dlog4j2.configurationFile=" + home.logging();
        JavaProcess format = new JavaProcess(
                "formatting of the broker's folder",
                home,
                List.of(
                        "-cp",
                        home.brokerClassPath(),
                        logging,
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        CLUSTER_ID,
                        "-c",
                        settings.toString()),
                run.log("broker-format"),
                launched -> true);
        JavaProcess process = new JavaProcess(
                "broker",
                home,
                List.of("-cp", home.brokerClassPath(), logging, "kafka.Kafka", settings.toString()),
                run.log("broker"),
                launched -> launched.loggedSinceLaunch().contains("Kafka Server started"));
        return new Broker(process, format, bootstrap, data);
    }

    private static Map<String, String> settings(String bootstrap, String controller, Path data) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://" + bootstrap + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://" + bootstrap),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                Map.entry("log.dirs", data.toString()),
                // A broker alone can hold one copy of anything, and one partition is enough for internal topics.
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // Leaves it to the workers how soon they are given up after a kill.
                Map.entry("group.min.session.timeout.ms", "1000"),
                // The default of 128 MB is half of the heap here.
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"));
    }

    @Override
    public String bootstrap() {
        return bootstrap;
    }

    @Override
    void launch() throws InterruptedException {
        if (!Files.exists(data.resolve("meta.properties"))) {
            format.runToEnd();
        }
        super.launch();
    }
}

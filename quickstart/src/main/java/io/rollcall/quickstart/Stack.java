package io.rollcall.quickstart;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Kafka, a schema registry and one or more Connect workers, each a process of its own, running together.
 *
 * <p>Nothing is shared with another stack: ports and folders are its own. The processes end with {@link #close}, with this JVM's
 * shutdown hooks, and at the latest when this JVM is gone. Logs and settings stay in {@link #directory}, data does not.
 */
public final class Stack implements AutoCloseable {

    private final StackHome home;
    private final StackSettings settings;
    private final RunDirectory run;
    private final FreePorts ports;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Secrets secrets;
    private final KafkaServer kafka;
    private final Registry registry;
    private final int connectPort;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final Thread atShutdown = new Thread(this::end, "stop-stack");
    private boolean ended;

    private Stack(StackHome home, StackSettings settings, RunDirectory run) {
        this.home = home;
        this.settings = settings;
        this.run = run;
        ports = new FreePorts(new SecureRandom());
        secrets = new Secrets(run.secrets());
        int brokerPort = ports.orFree(settings.ports().broker());
        int registryPort = ports.orFree(settings.ports().registry());
        connectPort = ports.orFree(settings.ports().connect());
        Supplier<? extends KafkaServer> brought = settings.kafka();
        kafka = brought == null ? Broker.in(run, home, brokerPort, ports.next()) : brought.get();
        registry = Registry.in(run, home, client, registryPort);
    }

    /** Is told of each process that can be used from now on, in the thread that starts the stack. */
    public interface Progress {
        /**
         * Called once for each process.
         *
         * @param process its name, as in the name of its log
         * @param time from its launch until it could be used
         */
        void ready(String process, Duration time);
    }

    /** Starts everything without a word. */
    public static Stack start(StackSettings settings) throws InterruptedException {
        return start(settings, (process, time) -> {});
    }

    /**
     * Starts everything and returns when it can be used.
     *
     * @throws StackException if a process does not come up; nothing is left running then
     */
    public static Stack start(StackSettings settings, Progress progress) throws InterruptedException {
        StackHome home = StackHome.ofSystemProperty();
        Stack stack = new Stack(home, settings, RunDirectory.createIn(home.runs()));
        Runtime.getRuntime().addShutdownHook(stack.atShutdown);
        try {
            stack.startProcesses(progress);
            return stack;
        } catch (RuntimeException | InterruptedException e) {
            stack.close();
            throw e;
        }
    }

    /** Side by side as far as they can: the worker needs the broker, nobody needs the registry before the first record. */
    private void startProcesses(Progress progress) throws InterruptedException {
        registry.launch();
        progress.ready(kafka.name(), kafka.start());
        workers.add(newWorker(connectPort));
        worker().launch();
        progress.ready(registry.name(), registry.awaitReady());
        progress.ready(worker().name(), worker().awaitReady());
    }

    /** Adds a worker to the cluster, which moves connectors and tasks, and returns when it can be used. */
    public Worker addWorker() throws InterruptedException {
        Worker worker = newWorker(ports.next());
        workers.add(worker);
        worker.start();
        return worker;
    }

    private Worker newWorker(int port) {
        String name = "worker-" + (workers.size() + 1);
        URI url = URI.create("http://127.0.0.1:" + port);
        Path file = run.write(
                name + ".properties", Worker.settings(home, bootstrap(), registry.url(), url, run.secrets(), settings));
        return Worker.in(run, home, client, name, url, settings, file);
    }

    /** Kafka and the registry, for clients. */
    Cluster cluster() {
        return Cluster.open(bootstrap(), registryUrl());
    }

    /** What {@code bootstrap.servers} wants. */
    public String bootstrap() {
        return kafka.bootstrap();
    }

    /** What {@code schema.registry.url} wants. */
    public String registryUrl() {
        return registry.url().toString();
    }

    /** The REST interface of the first worker. */
    public ConnectRest connect() {
        return worker().rest();
    }

    /**
     * The broker, to be killed and started again.
     *
     * @throws IllegalStateException when the settings brought another Kafka
     */
    public Broker broker() {
        if (kafka instanceof Broker broker) {
            return broker;
        }
        throw new IllegalStateException("The Kafka of this stack is no process of its own");
    }

    public Registry registry() {
        return registry;
    }

    /** The first worker, in most stacks the only one. */
    public Worker worker() {
        return workers.get(0);
    }

    /** Where secrets go that connectors are to be given by reference. */
    public Secrets secrets() {
        return secrets;
    }

    /** The folder of this run. */
    public Path directory() {
        return run.directory();
    }

    /** The logs of all processes of its own. */
    public List<LogFile> logs() {
        List<LogFile> logs = new ArrayList<>(List.of(registry.log()));
        if (kafka instanceof Broker broker) {
            logs.add(broker.log());
        }
        workers.forEach(worker -> logs.add(worker.log()));
        return logs;
    }

    /** Ends all processes in good order and removes their data. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook is at it already, and the call below waits for it.
        }
        end();
    }

    /** Workers first: they say good-bye to the broker. */
    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        workers.forEach(worker -> worker.process().askToStop());
        workers.forEach(StackProcess::stop);
        registry.process().askToStop();
        kafka.stop();
        registry.stop();
        run.deleteData();
    }
}

package io.rollcall.example.identity;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the application until a signal stops it, or it cannot go on (exit code 1): let a supervisor start it again. */
public final class IdentityApp {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityApp.class);
    private static final Duration FAREWELL = Duration.ofSeconds(20);

    private IdentityApp() {}

    /** Takes a properties file; the environment comes on top of it. */
    public static void main(String[] arguments) throws Exception {
        Settings settings;
        try {
            settings = Settings.of(arguments.length == 0 ? Map.of() : file(Path.of(arguments[0])), System.getenv());
        } catch (IllegalArgumentException e) {
            LOG.error("{}", e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(settings));
    }

    private static int run(Settings settings) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (KafkaStreams streams = new KafkaStreams(new IdentityTopology(settings).build(), properties(settings))) {
            streams.setUncaughtExceptionHandler(exception -> {
                LOG.error("Cannot go on", exception);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.setStateListener((now, before) -> {
                if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                    stopped.countDown();
                }
            });
            Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(FAREWELL), "farewell"));
            streams.start();
            stopped.await();
            return streams.state() == KafkaStreams.State.NOT_RUNNING ? 0 : 1;
        }
    }

    /** What the operator set, on top of what this application needs to be right. */
    static Properties properties(Settings settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Whoever reads the topics for the first time wants everybody, not only who changes from now on.
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        String deadLetters = settings.deadLetters();
        if (deadLetters == null) {
            properties.put(
                    StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        } else {
            properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
            properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, deadLetters);
        }
        properties.putAll(settings.kafka());
        return properties;
    }

    private static Map<String, String> file(Path path) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}

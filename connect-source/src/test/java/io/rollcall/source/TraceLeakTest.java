package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs, even the most talkative, and exceptions name no secret and nobody's address. */
class TraceLeakTest {
    /** What the simulator's credentials are called that are no secrets. */
    private static final Set<String> PUBLIC = Set.of("clientId", "user", "patAccountId");

    private static Simulator simulator;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("leaks", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            told.add(event.getLoggerName() + " " + event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                told.add(trace(event.getThrown()));
            }
        }
    };
    private final LoggerContext log = (LoggerContext) LogManager.getContext(false);

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void listen() {
        appender.start();
        log.getConfiguration().getRootLogger().addAppender(appender, Level.ALL, null);
        Configurator.setAllLevels("", Level.TRACE);
        log.updateLoggers();
    }

    @AfterEach
    void stopListening() {
        log.reconfigure();
    }

    @ParameterizedTest
    @EnumSource
    void neitherLogsNorExceptionsNameASecretOrAPerson(Tenant tenant) {
        SimulatedVendor vendor = tenant.seed(simulator, 6);
        Map<String, String> keys = new HashMap<>(vendor.credentials(SimulatedVendor.PRIMARY));
        // The simulator's are words; vendors' are long and have digits, by which the log knows one that is quoted bare.
        keys.replaceAll((name, value) -> value + "4f9c2d81e7b36a50");
        vendor.setCredentials(SimulatedVendor.PRIMARY, keys);
        Map<String, String> settings = tenant.settings(simulator);
        List<String> secrets = secrets(vendor);
        String leaver = tenant.truth(simulator).keySet().iterator().next();
        String gossip =
                "{\"error\":\"" + secrets.get(0) + " may not see someone@example.com, token=" + secrets.get(0) + "\"}";
        try (Worker worker =
                new Worker(tenant, settings).with("retry.max.attempts", 2).start()) {
            worker.sweep();
            vendor.primary().delete(leaver);
            for (InjectedFault fault : List.of(
                    InjectedFault.status(500, gossip),
                    InjectedFault.status(400, gossip),
                    InjectedFault.of(Kind.TRUNCATED),
                    InjectedFault.of(Kind.RESET))) {
                vendor.inject(fault.onAction(tenant.get()).repeated(-1));
                worker.sweep();
                vendor.clearFaults();
                vendor.inject(fault.onAction(tenant.list()).repeated(2));
                tell(catchThrowable(worker::sweep));
                vendor.clearFaults();
                worker.restart();
            }
            for (InjectedFault fault : List.of(
                    InjectedFault.status(401, gossip),
                    InjectedFault.status(403, gossip),
                    InjectedFault.status(404, gossip),
                    InjectedFault.of(Kind.HTML),
                    InjectedFault.of(Kind.REDIRECT)
                            .headers(Map.of("Location", "http://example.com/" + secrets.get(0))))) {
                vendor.inject(fault.onAction(tenant.list()).repeated(2));
                Throwable failure = catchThrowable(worker::sweep);
                assertThat(failure).isNotNull();
                tell(failure);
                told.add(Worker.connector(tenant.vendor.name())
                        .validate(settings)
                        .configValues()
                        .toString());
                vendor.clearFaults();
                worker.restart();
            }
            worker.pollUntil(() -> worker.names().equals(tenant.truth(simulator)), "the truth");
        }

        assertThat(told).anyMatch(line -> line.startsWith("io.rollcall.http.wire") && line.contains("begins"));
        List<String> forbidden = new ArrayList<>(secrets);
        secrets.forEach(secret ->
                forbidden.add(Base64.getEncoder().encodeToString((secret + ":").getBytes(StandardCharsets.UTF_8))));
        forbidden.addAll(List.of("@example.com", "%40example.com"));
        assertThat(told.stream().filter(line -> forbidden.stream().anyMatch(line::contains)))
                .isEmpty();
    }

    private void tell(Throwable failure) {
        if (failure != null) {
            told.add(trace(failure));
        }
    }

    private static List<String> secrets(SimulatedVendor vendor) {
        return vendor.credentials(SimulatedVendor.PRIMARY).entrySet().stream()
                .filter(credential -> !PUBLIC.contains(credential.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}

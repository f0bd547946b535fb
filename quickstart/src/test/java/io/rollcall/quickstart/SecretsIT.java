package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.command.Code;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.quickstart.ConnectorStatus.State;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Secrets that can be told from everything else are looked for in all that a worker shows or stores, after it went through
 * everything that makes programs talkative, with all logging on.
 */
class SecretsIT {

    private static final int USERS = 10;

    /** Names of credentials as the simulator has them; a user's or client's id is none. As long as vendors make theirs. */
    private static final Map<Vendor, Map<String, String>> CANARIES = Map.of(
            Vendor.OLARK, Map.of("apiKey", "canary-olark-5d1c7e90f4d2a86b13"),
            Vendor.LIVECHAT,
                    Map.of(
                            "clientSecret",
                            "canary-livechat-91ab3f90f4d2a86b13",
                            "patToken",
                            "canary-pat-77e0c290f4d2a86b13"),
            Vendor.GLADLY, Map.of("secret", "canary-gladly-c40de890f4d2a86b13"),
            Vendor.TALKDESK,
                    Map.of(
                            "clientSecret",
                            "canary-talkdesk-2f6b9090f4d2a86b13",
                            "scimToken",
                            "canary-scim-e8831a90f4d2a86b13"));

    private static final String MISTYPED = "canary-mistyped-b7d24590f4d2a86b13";

    /** What somebody writes into a command, where it may not be. */
    private static final String WRITTEN = "canary-written-0c81f2d790f4d2a86b13";

    private static final String GRAVEYARD = "secrets-graveyard";

    private static final List<Watcher> WATCHERS = new ArrayList<>();
    private static final List<Applier> APPLIERS = new ArrayList<>();
    /** What was shown on the way and may be gone at the end. */
    private static final Map<String, String> SHOWN = new TreeMap<>();

    private static Simulator simulator;
    private static Stack stack;
    private static PasswordTap tap;

    @BeforeAll
    static void start() throws Exception {
        simulator = Simulator.start();
        CANARIES.forEach((vendor, secrets) -> {
            simulator.vendor(vendor).setCredentials(SimulatedVendor.PRIMARY, secrets);
            simulator.vendor(vendor).primary().seed(USERS);
        });
        stack = Stack.start(KafkaChoice.settings());
        for (String logger : List.of("io.rollcall", "okhttp3", "okio", "org.apache.kafka.connect")) {
            stack.connect().logLevel(logger, "TRACE");
        }
        for (Desk desk : Desk.all(simulator, simulator)) {
            WATCHERS.add(Watcher.start(stack, desk, "secrets", Map.of("retry.max.attempts", "2")));
        }
        WATCHERS.add(Watcher.start(stack, new LiveChatDesk(simulator), "pat", personalAccessToken()));
        for (Watcher watcher : WATCHERS) {
            watcher.topic().awaitCount(USERS);
        }
        tap = PasswordTap.before(simulator.olarkUrl());
        for (Desk desk : Desk.all(simulator, simulator)) {
            APPLIERS.add(Applier.start(stack, desk, "secrets", 1, sinkSettings()));
        }
    }

    private static Map<String, String> sinkSettings() {
        Map<String, String> settings = HandWritten.settings(false);
        settings.put("olark.base.url", tap.url());
        settings.put("errors.tolerance", "all");
        settings.put("errors.deadletterqueue.topic.name", GRAVEYARD);
        settings.put("errors.deadletterqueue.topic.replication.factor", "1");
        settings.put("errors.deadletterqueue.context.headers.enable", "true");
        settings.put("errors.log.enable", "true");
        settings.put("errors.log.include.messages", "true");
        return settings;
    }

    private static Map<String, String> personalAccessToken() {
        Map<String, String> credentials = simulator.liveChat().credentials(SimulatedVendor.PRIMARY);
        return Map.of(
                "livechat.auth", "pat",
                "livechat.account.id", credentials.get("patAccountId"),
                "livechat.pat", stack.secrets().put("livechat-pat", credentials.get("patToken")));
    }

    @AfterAll
    static void stop() {
        WATCHERS.forEach(Watcher::stopReading);
        APPLIERS.forEach(Applier::close);
        if (stack != null) {
            stack.close();
        }
        if (tap != null) {
            tap.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }

    @Test
    void noSecretIsShownOrStoredAnywhereWhateverGoesWrong() throws Exception {
        tokensAreRefreshed();
        vendorsAnswerBadly();
        commandsAreApplied();
        settingsAreChecked();
        tasksFail();

        rememberWhatTheWorkerShows();

        Set<String> secrets = secrets();
        assertThat(secrets).as("tokens were issued, and more than once").hasSizeGreaterThan(20);
        SHOWN.forEach((where, text) -> secrets.forEach(secret ->
                assertThat(text.contains(secret)).as("%s in %s", secret, where).isFalse()));
        SHOWN.forEach((where, text) -> assertThat(ours(text).contains(WRITTEN))
                .as("what was written into a command is in %s", where)
                .isEqualTo(where.equals("what the broker stores")));
        assertThat(SHOWN.get("log of worker-1"))
                .as("the log that was searched is one that tells all")
                .contains("TRACE", "io.rollcall");
    }

    /** Without the lines in which Connect itself, told to trace, shows every record that it reads. */
    private static String ours(String text) {
        return text.lines()
                .filter(line -> !line.contains("TRACE WorkerSinkTask"))
                .collect(Collectors.joining("\n"));
    }

    private static void tokensAreRefreshed() throws InterruptedException {
        for (int round = 0; round < 2; round++) {
            simulator.liveChat().revokeTokens();
            simulator.talkdesk().revokeTokens();
            Watcher.awaitSweeps(WATCHERS, 1);
        }
    }

    /** Answers that repeat the credential they were asked with, as real gateways have done, and answers cut short. */
    private static void vendorsAnswerBadly() throws InterruptedException {
        for (Kind kind : List.of(Kind.STATUS, Kind.TRUNCATED, Kind.HTML, Kind.RESET, Kind.REDIRECT)) {
            goesWrong(echo -> new InjectedFault(
                    kind, "", "", 0, 2, 500, "{\"message\":\"" + echo + "\"}", headers(kind, echo), 0, Set.of(), 0));
        }
        goesWrong(echo -> InjectedFault.status(401, "{\"error\":{\"message\":\"not " + echo + "\"}}")
                .repeated(2));
    }

    private static Map<String, String> headers(Kind kind, String echo) {
        return kind == Kind.REDIRECT
                ? Map.of("Location", "https://example.com/?key=" + echo.replace(' ', '+'))
                : Map.of("X-Echo", echo);
    }

    /** Strikes every listing, and starts again whose task gave up. */
    private static void goesWrong(Function<String, InjectedFault> fault) throws InterruptedException {
        long mark = simulator.journal().last();
        for (Watcher watcher : WATCHERS) {
            Desk desk = watcher.desk();
            desk.side()
                    .inject(fault.apply(
                                    String.join(" ", CANARIES.get(desk.vendor()).values()))
                            .onAction(desk.listing()));
        }
        List<Watcher> failed = new ArrayList<>();
        for (Watcher watcher : WATCHERS) {
            ConnectorStatus status = stack.connect()
                    .await(watcher.name(), now -> now.failure().isPresent() || watcher.sweepsBegunAfter(mark) > 4);
            if (status.failure().isPresent()) {
                SHOWN.merge("failures", status.toString(), String::concat);
                failed.add(watcher);
            }
        }
        for (Watcher watcher : WATCHERS) {
            watcher.desk().side().clearFaults();
        }
        for (Watcher watcher : failed) {
            stack.connect().restart(watcher.name());
            stack.connect().await(watcher.name(), status -> status.isAll(State.RUNNING));
        }
    }

    /** One that works, two that the vendor refuses with an echo of the credential, one with a password in it. */
    private static void commandsAreApplied() throws Exception {
        for (Applier applier : APPLIERS) {
            Desk desk = applier.desk();
            String echo = String.join(" ", CANARIES.get(desk.vendor()).values());
            assertThat(answer(applier, somebody(applier).called("Applied"), written -> written))
                    .isEqualTo(Code.APPLIED);
            for (int status : List.of(400, 500)) {
                desk.side()
                        .inject(InjectedFault.status(status, "{\"error\":{\"message\":\"not " + echo + "\"}}")
                                .onAction(desk.updating()));
                answer(applier, somebody(applier).called("Refused with " + status), written -> written);
                desk.side().clearFaults();
            }
            assertThat(answer(
                            applier,
                            somebody(applier).called("Forbidden"),
                            written ->
                                    written.replace("displayName", "password").replace("Forbidden", WRITTEN)))
                    .isEqualTo(Code.FORBIDDEN_ATTRIBUTE);
        }
        Applier olark = APPLIERS.get(0);
        answer(olark, olark.career("hired@example.com").joins("Hired"), written -> written);
        assertThat(tap.passwords())
                .as("Olark's made-up password")
                .hasSize(1)
                .allMatch(password -> password.length() >= 32);
    }

    private static Career somebody(Applier applier) {
        Profile profile =
                applier.desk().expected(applier.desk().account().users().get(1));
        return applier.career(
                profile.emails().isEmpty()
                        ? profile.texts().get("userName")
                        : profile.emails().iterator().next());
    }

    private static Code answer(Applier applier, CommandDraft draft, UnaryOperator<String> slip) throws Exception {
        return applier.answer(write(applier, draft, slip)).result().code();
    }

    private static ProvisioningCommand write(Applier applier, CommandDraft draft, UnaryOperator<String> slip)
            throws Exception {
        ProvisioningCommand command = draft.at(Instant.now());
        byte[] value = HandWritten.bytes(slip.apply(HandWritten.text(command)));
        try (KafkaProducer<byte[], byte[]> producer = stack.cluster().producer()) {
            producer.send(new ProducerRecord<>(applier.topic(), HandWritten.key(command), value))
                    .get();
        }
        return command;
    }

    private static void settingsAreChecked() throws InterruptedException {
        for (Watcher watcher : WATCHERS) {
            check(watcher.name(), watcher.settings());
        }
        for (Applier applier : APPLIERS) {
            check(applier.name(), applier.settings());
        }
    }

    private static void check(String connector, Map<String, String> known) throws InterruptedException {
        Map<String, String> right = new TreeMap<>(known);
        right.put("name", connector);
        Map<String, String> wrong = new TreeMap<>(right);
        wrong.replaceAll((key, value) -> value.startsWith("${") ? MISTYPED : value);
        for (Map<String, String> settings : List.of(right, wrong)) {
            SHOWN.merge("checks of settings", stack.connect().validate(settings).toString(), String::concat);
        }
    }

    private static void tasksFail() throws Exception {
        for (Vendor vendor : Vendor.values()) {
            Map<String, String> changed = new TreeMap<>();
            CANARIES.get(vendor).forEach((name, secret) -> changed.put(name, "another-" + name));
            simulator.vendor(vendor).setCredentials(SimulatedVendor.PRIMARY, changed);
            simulator.vendor(vendor).revokeTokens();
        }
        for (Watcher watcher : WATCHERS) {
            stack.connect()
                    .await(
                            watcher.name(),
                            status -> status.tasks().stream().anyMatch(task -> task.state() == State.FAILED));
        }
        try (WorkerMBeans metrics = WorkerMBeans.of(stack.worker())) {
            for (Applier applier : APPLIERS) {
                write(applier, somebody(applier).called("Late"), written -> written);
                Eventually.holds(
                        applier.name() + " is turned away",
                        Duration.ofMinutes(2),
                        () -> metrics.ofTask(applier.name(), "quarantined")
                                .map(quarantined -> ((Number) quarantined).intValue() == 1)
                                .orElse(false));
            }
        }
    }

    private static void rememberWhatTheWorkerShows() throws Exception {
        for (LogFile log : stack.logs()) {
            SHOWN.put("log of " + log.path().getFileName().toString().replace(".log", ""), log.text());
        }
        for (Watcher watcher : WATCHERS) {
            ConnectRest connect = stack.connect();
            SHOWN.put(
                    "settings of " + watcher.name(),
                    connect.settings(watcher.name()).toString());
            SHOWN.put(
                    "status of " + watcher.name(),
                    connect.status(watcher.name()).toString());
            JsonNode offsets = connect.offsets(watcher.name());
            SHOWN.put("offsets of " + watcher.name(), offsets + rosters(offsets));
            SHOWN.put("records of " + watcher.name(), texts(watcher.topic().records()));
        }
        for (Applier applier : APPLIERS) {
            ConnectRest connect = stack.connect();
            SHOWN.put(
                    "settings of " + applier.name(),
                    connect.settings(applier.name()).toString());
            SHOWN.put(
                    "status of " + applier.name(),
                    connect.status(applier.name()).toString());
            for (String topic : List.of(applier.resultsTopic(), applier.ledgerTopic())) {
                SHOWN.put("records of " + topic, raw(topic, true));
            }
        }
        // The dead letters themselves are what somebody wrote; only their headers are ours.
        SHOWN.put("headers of " + GRAVEYARD, raw(GRAVEYARD, false));
        try (WorkerMBeans metrics = WorkerMBeans.of(stack.worker())) {
            SHOWN.put("metrics", String.join("\n", metrics.all()));
        }
        SHOWN.put("what the broker stores", brokerFiles());
    }

    /** Everything that any topic holds, Connect's own three too; none of it is compressed. */
    private static String brokerFiles() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(stack.directory().resolve("data").resolve("broker"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static String rosters(JsonNode offsets) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String users : offsets.findValuesAsText("users")) {
            byte[] deflated = Base64.getDecoder().decode(users);
            try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
                all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    private static String raw(String topic, boolean values) {
        StringBuilder all = new StringBuilder();
        try (RawTopic records = RawTopic.of(stack, topic)) {
            for (ConsumerRecord<byte[], byte[]> record : records.more()) {
                record.headers().forEach(header -> all.append(new String(header.value(), StandardCharsets.UTF_8)));
                if (values && record.value() != null) {
                    all.append(new String(record.value(), StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertThat(all).as(topic).isNotEmpty();
        return all.toString();
    }

    private static String texts(List<UserRecord> records) {
        StringBuilder all = new StringBuilder();
        for (UserRecord record : records) {
            all.append(new String(record.raw().key(), StandardCharsets.ISO_8859_1))
                    .append(record.headers());
            if (!record.isTombstone()) {
                all.append(new String(record.raw().value(), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    /** All secrets, also in the forms in which they travel. */
    private static Set<String> secrets() {
        Set<String> secrets = new HashSet<>(Set.of(MISTYPED));
        secrets.addAll(tap.passwords());
        for (Vendor vendor : Vendor.values()) {
            secrets.addAll(secretsOf(vendor));
            secrets.addAll(simulator.vendor(vendor).issuedTokens());
        }
        return secrets;
    }

    private static Set<String> secretsOf(Vendor vendor) {
        Map<String, String> all = simulator.vendor(vendor).credentials(SimulatedVendor.PRIMARY);
        Set<String> secrets = new HashSet<>();
        CANARIES.get(vendor).values().forEach(secret -> {
            secrets.add(secret);
            secrets.add(base64(secret + ":"));
            all.values().forEach(user -> secrets.add(base64(user + ":" + secret)));
        });
        return secrets;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

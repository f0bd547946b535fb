package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.plugin.LiveCheck;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Simulator;
import io.rollcall.vendor.Vendors;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator who only sees the forms and messages of Connect's REST API gets the settings right. */
class SettingsTest {
    private static Simulator simulator;

    private final FakeKafka kafka = new FakeKafka();

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void forget() {
        simulator.reset();
    }

    static List<UserSinkConnector> connectors() {
        return List.of(
                new OlarkSinkConnector(),
                new LiveChatSinkConnector(),
                new GladlySinkConnector(),
                new TalkdeskSinkConnector());
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void everySettingIsShownWithAGroupAPlaceATitleAndASentence(UserSinkConnector connector) {
        Set<String> places = new HashSet<>();
        connector.config().configKeys().values().forEach(key -> {
            assertThat(key.group).as(key.name).isNotBlank();
            assertThat(key.orderInGroup).as(key.name).isPositive();
            assertThat(places.add(key.group + key.orderInGroup)).as(key.name).isTrue();
            assertThat(key.width).as(key.name).isNotEqualTo(ConfigDef.Width.NONE);
            assertThat(key.displayName).as(key.name).isNotBlank().isNotEqualTo(key.name);
            assertThat(key.documentation).as(key.name).matches("(?s)[A-Z].{20,}\\.");
        });
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("tenant", "Acme Inc", "Give it the form"),
                Arguments.of("tenant", "", "Give it the form"),
                Arguments.of("tenant", null, "Missing required"),
                Arguments.of("validate.live", "perhaps", "true or false"),
                Arguments.of("topics", "a b", "Give it the form"),
                Arguments.of("topics", null, "topics names 0 topics"),
                Arguments.of("topics", "one,two", "topics names 2 topics"),
                Arguments.of("topics.regex", "com.*", "Remove topics.regex"),
                Arguments.of("results.topic", "a b", "Give it the form"),
                Arguments.of("results.topic", "commands", "the commands topic itself"),
                Arguments.of("ledger.topic", "a b", "Give it the form"),
                Arguments.of("ledger.topic", "commands", "Give it one of its own"),
                Arguments.of("ledger.topic", "commands.results", "Give it one of its own"),
                Arguments.of("topic.replication.factor", "0", "-1 or to at least 1"),
                Arguments.of("topic.replication.factor", "-2", "-1 or to at least 1"),
                Arguments.of("dry.run", "perhaps", "true or false"),
                Arguments.of("ack.side.effects", "fax", "email"),
                Arguments.of("on.tombstone", "explode", "ignore, deactivate, delete"),
                Arguments.of("max.concurrent.subjects", "0", "at least 1"),
                Arguments.of("max.unfinished.commands", "0", "at least 1"),
                Arguments.of("approval.timeout.ms", "1", "at least 1000"),
                Arguments.of("approval.interval.ms", "1", "at least 1000"),
                Arguments.of("result.images", "perhaps", "true or false"),
                Arguments.of("protect.patterns", "(", "Correct the regular expression"),
                Arguments.of("guard.min.admins", "-1", "at least 0"),
                Arguments.of("guard.max.removals", "-1", "at least 0"),
                Arguments.of("guard.window.ms", "1", "at least 1000"),
                Arguments.of("kafka.bootstrap.servers", "localhost", "Give it the form"),
                Arguments.of("kafka.bootstrap.servers", "", "Name at least one broker"),
                Arguments.of("kafka.bootstrap.servers", null, "Missing required"),
                Arguments.of("kafka.security.protocol", "MAGIC", "security.protocol"),
                Arguments.of("kafka.request.timeout.ms", "soon", "Not a number"),
                Arguments.of("kafka.linger.ms", "-1", "at least 0"),
                Arguments.of("result.key.converter", "io.example.Nowhere", "could not be found"),
                Arguments.of("result.value.converter", "java.lang.String", "Set it to a class that implements"),
                Arguments.of(
                        "result.value.converter",
                        "org.apache.kafka.connect.storage.Converter",
                        "Set it to a class that implements"),
                Arguments.of("result.value.converter.schemas.cache.size", "many", "does not accept its settings"),
                Arguments.of("retry.max.attempts", "0", "at least 1"),
                Arguments.of("budget.requests", "0", "at least 1"),
                Arguments.of("budget.window.ms", "1", "at least 100"),
                Arguments.of("budget.scope", "team", "licence, worker or none"),
                Arguments.of("budget.licence", " ", "1 to 200 characters"),
                Arguments.of("budget.version", "0", "at least 1"),
                Arguments.of("budget.headroom", "600", "leaves nothing"),
                Arguments.of("budget.topic.replication.factor", "0", "at least 1"),
                Arguments.of("olark.base.url", "www.olark.com", "Write it as https://"),
                Arguments.of("olark.api.key", null, "Set it to the API key"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("wrong")
    void aWrongSettingIsToldAtItsOwnFieldWithWhatToDoAndNothingIsSent(String key, String value, String advice) {
        Map<String, String> settings = Settings.olark(simulator);
        settings.remove(key);
        if (value != null) {
            settings.put(key, value);
        }

        assertThat(errors(new OlarkSinkConnector().validate(settings)))
                .containsOnlyKeys(field(key))
                .hasEntrySatisfying(
                        field(key),
                        messages -> assertThat(messages)
                                .anySatisfy(message -> assertThat(message).contains(advice)));
        assertThat(requests()).isEmpty();
    }

    /** Where the form shows what is wrong with settings that have no field of their own. */
    private static String field(String key) {
        return switch (key) {
            case "topics.regex" -> "topics";
            case "result.value.converter.schemas.cache.size" -> "result.value.converter";
            default -> key;
        };
    }

    @Test
    void goodSettingsPassAndBothVendorAndKafkaAreAsked() {
        simulator.olark().primary().seed(3);

        assertThat(errors(check(Settings.olark(simulator)))).isEmpty();
        assertThat(requests()).extracting(JournalEntry::action).contains("list_users");

        kafka.cluster.refusal = "Kafka could not be asked for its nodes: not authorized";

        assertThat(errors(check(Settings.olark(simulator))).toString())
                .startsWith("{kafka.bootstrap.servers=")
                .contains("not authorized");
    }

    @Test
    void withoutTheLiveCheckNobodyIsAsked() {
        kafka.cluster.refusal = "away";
        Map<String, String> settings = Settings.olark(simulator);
        settings.put(LiveCheck.SETTING, "false");

        assertThat(errors(check(settings))).isEmpty();
        assertThat(requests()).isEmpty();
    }

    @Test
    void aRefusedCredentialIsToldAtTheCredential() {
        Map<String, String> settings = Settings.olark(simulator);
        settings.put("olark.api.key", "another-one");

        Map<String, List<String>> errors = errors(check(settings));

        assertThat(errors).containsOnlyKeys("olark.api.key");
        assertThat(errors.toString()).contains("401").doesNotContain("another-one");
    }

    @Test
    void brokersThatCannotBeReachedAreToldAtTheirAddressWithinFiveSeconds() throws IOException {
        simulator.olark().primary().seed(3);
        Map<String, String> settings = Settings.olark(simulator);
        settings.put("kafka.bootstrap.servers", "127.0.0.1:" + closedPort());

        Map<String, List<String>> errors = errors(new OlarkSinkConnector().validate(settings));

        assertThat(errors).containsOnlyKeys("kafka.bootstrap.servers");
        assertThat(errors.toString()).contains("none answered within 5 seconds").contains("validate.live=false");
    }

    @Test
    void aBrokerWithoutAnAddressIsToldAtOnce() {
        simulator.olark().primary().seed(3);
        Map<String, String> settings = Settings.olark(simulator);
        settings.put("kafka.bootstrap.servers", "no-such-host.invalid:9092");

        assertThat(errors(new OlarkSinkConnector().validate(settings)).toString())
                .startsWith("{kafka.bootstrap.servers=")
                .contains("bootstrap");
    }

    @Test
    void aSilentVendorIsToldAtTheSettingThatAvoidsAsking() {
        simulator.olark().inject(InjectedFault.of(Kind.HANG).repeated(-1));

        assertThat(errors(check(Settings.olark(simulator)))).containsOnlyKeys("validate.live");

        simulator.releaseHangs();
    }

    @Test
    void whatIsNotSetIsAsTheReferenceSays() {
        SinkSettings settings = parse(Map.of());

        assertThat(settings.topics())
                .isEqualTo(new TopicSettings("commands", "commands.results", "commands.ledger", (short) -1));
        assertThat(settings.apply().maxConcurrentSubjects()).isEqualTo(64);
        assertThat(settings.apply().minAdmins()).isEqualTo(1);
        assertThat(settings.apply().maxRemovals()).isEqualTo(10);
        assertThat(settings.apply().guardWindow()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.apply().approvalTimeout()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.apply().approvalInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.apply().images()).isTrue();
        assertThat(settings.apply().dryRun()).isFalse();
        assertThat(settings.apply().mailsAcknowledged()).isFalse();
        assertThat(settings.onTombstone()).isEqualTo(OnTombstone.IGNORE);
        assertThat(settings.tolerant()).isFalse();
        assertThat(settings.http().maxElapsed()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.converters().valueClass()).isEqualTo(JsonConverter.class);
        assertThat(settings.converters().valueSettings()).containsEntry("schemas.enable", "false");
    }

    @Test
    void protectedAccountsAndPatternsHoldInUpperAndLowerCase() {
        SinkSettings settings =
                parse(Map.of("protect.accounts", "Boss@Example.com,U1", "protect.patterns", ".*@vip\\.example"));

        assertThat(settings.apply().protectedAccounts()).containsExactlyInAnyOrder("boss@example.com", "u1");
        assertThat(settings.apply().protectedPatterns())
                .singleElement()
                .satisfies((Pattern pattern) ->
                        assertThat(pattern.matcher("Ann@VIP.example").matches()).isTrue());
    }

    @Test
    void clientsOfKafkaGetWhatHasThePrefixAndConvertersWhatHasTheirs() {
        SinkSettings settings = parse(Map.of(
                "kafka.security.protocol", "SSL",
                "result.value.converter", JsonConverter.class.getName(),
                "result.value.converter.schemas.enable", "true",
                "ack.side.effects", "email",
                "errors.tolerance", "ALL"));

        assertThat(settings.kafka().clients())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("client.id", "rollcall-desk-0");
        assertThat(settings.converters().valueSettings())
                .containsEntry("schemas.enable", "true")
                .containsEntry("converter.type", "value");
        assertThat(settings.converters().keySettings()).containsEntry("converter.type", "key");
        assertThat(settings.apply().mailsAcknowledged()).isTrue();
        assertThat(settings.tolerant()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAINTEXT://broker-1.example:9092", "[::1]:9092,10.0.0.1:9093", "kafka:9092"})
    void addressesOfBrokersMayHaveEveryFormThatKafkaKnows(String brokers) {
        assertThat(parse(Map.of("kafka.bootstrap.servers", brokers)).kafka().clients())
                .containsEntry("bootstrap.servers", brokers);
    }

    private static SinkSettings parse(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Settings.olark());
        settings.putAll(more);
        return SinkSettings.parse(Vendors.OLARK, settings);
    }

    /** Validates against a Kafka that is there. */
    private Config check(Map<String, String> settings) {
        List<ConfigValue> alone = SinkSettings.define(Vendors.OLARK).validate(settings);
        return new SettingsCheck(Vendors.OLARK, any -> kafka).check(new Config(alone), settings);
    }

    private static Map<String, List<String>> errors(Config config) {
        Map<String, List<String>> errors = new TreeMap<>();
        for (ConfigValue value : config.configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }

    private static List<JournalEntry> requests() {
        return simulator.journal().entries(any -> true);
    }

    /** A port of this machine on which nobody listens. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

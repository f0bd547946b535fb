package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Simulator;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.Vendors;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator who only sees the forms and messages of Connect's REST API gets the settings right. */
class SettingsTest {
    private static final Set<String> SECRET_WORDS = Set.of("key", "secret", "token", "password", "pat");
    /** Last words of settings that say where something is, not what it is. */
    private static final Set<String> PLACES = Set.of("url", "file", "user", "scheme");

    private static Simulator simulator;

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

    static List<Vendor> vendors() {
        return Vendors.ALL;
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void everySettingIsShownWithAGroupAPlaceATitleAndASentence(Vendor vendor) {
        Set<String> places = new HashSet<>();
        Worker.connector(vendor.name()).config().configKeys().values().forEach(key -> {
            assertThat(key.group).as(key.name).isNotBlank();
            assertThat(key.orderInGroup).as(key.name).isPositive();
            assertThat(places.add(key.group + key.orderInGroup)).as(key.name).isTrue();
            assertThat(key.width).as(key.name).isNotEqualTo(ConfigDef.Width.NONE);
            assertThat(key.displayName).as(key.name).isNotBlank().isNotEqualTo(key.name);
            assertThat(key.documentation).as(key.name).matches("(?s)[A-Z].{20,}\\.");
        });
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whateverSoundsLikeASecretIsOneAndNothingElse(Vendor vendor) {
        for (ConfigKey key :
                Worker.connector(vendor.name()).config().configKeys().values()) {
            String last = key.name.substring(key.name.lastIndexOf('.') + 1);
            assertThat(key.type == Type.PASSWORD).as(key.name).isEqualTo(SECRET_WORDS.contains(last));
            boolean mentionsOne = Stream.of(key.name.split("\\.")).anyMatch(SECRET_WORDS::contains);
            assertThat(!mentionsOne || SECRET_WORDS.contains(last) || PLACES.contains(last))
                    .as(key.name)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noSecretIsShownByAValidation(Tenant tenant) {
        Map<String, String> settings = tenant.settings(simulator);
        settings.put("validate.live", "false");
        settings.put("http.proxy.password", "a-proxy-password");
        Config config = Worker.connector(tenant.vendor.name()).validate(settings);

        ConfigDef definition = Worker.connector(tenant.vendor.name()).config();
        settings.forEach((name, value) -> {
            if (definition.configKeys().get(name).type == Type.PASSWORD) {
                assertThat(config.configValues().toString()).doesNotContain(value);
            }
        });
    }

    @Test
    void aConnectorShowsItsOwnVendorsSettingsAndThoseThatAllShare() {
        Map<String, Set<String>> byVendor = new TreeMap<>();
        Vendors.ALL.forEach(vendor -> byVendor.put(
                vendor.name(),
                Worker.connector(vendor.name()).config().configKeys().keySet()));
        byVendor.forEach((vendor, keys) -> assertThat(keys)
                .as(vendor)
                .anyMatch(key -> key.startsWith(vendor + "."))
                .noneMatch(key -> byVendor.keySet().stream()
                        .anyMatch(other -> !other.equals(vendor) && key.startsWith(other + "."))));
    }

    static Stream<Arguments> alone() {
        return Stream.of(
                        wrong("tenant", null, "Missing required configuration"),
                        wrong("tenant", "", "Give it the form"),
                        wrong("tenant", "Acme Inc", "Give it the form"),
                        wrong("topic.prefix", "user events", "Give it the form"),
                        wrong("validate.live", "perhaps", "either true or false"),
                        wrong("sweep.interval.ms", "10", "at least 1000"),
                        wrong("sweep.interval.ms", "soon", "Not a number"),
                        wrong("hydration.percent", "101", "no more than 100"),
                        wrong("tombstones.on.delete", "maybe", "either true or false"),
                        wrong("roster.buckets", "0", "at least 1"),
                        wrong("roster.buckets", "5000", "no more than 1024"),
                        wrong("guard.max.count", "-1", "at least 0"),
                        wrong("guard.max.percent", "200", "no more than 100"),
                        wrong("guard.release", "yes", "Give it the form"),
                        wrong("names.cache.ttl.ms", "-1", "at least 0").at(Tenant.GLADLY_THIN),
                        wrong("http.connect.timeout.ms", "1", "at least 100"),
                        wrong("http.read.timeout.ms", "1", "at least 100"),
                        wrong("http.max.body.bytes", "10", "at least 1024"),
                        wrong("retry.max.attempts", "0", "at least 1"),
                        wrong("budget.requests", "0", "at least 1"),
                        wrong("budget.window.ms", "1", "at least 100"),
                        wrong("budget.scope", "team", "licence, worker or none"),
                        wrong("budget.licence", " ", "1 to 200 characters"),
                        wrong("budget.version", "0", "at least 1"),
                        wrong("budget.headroom", "600", "leaves nothing"),
                        wrong("budget.topic.replication.factor", "0", "at least 1"),
                        wrong("budget.scope", "licence", "Name the brokers"),
                        wrong("kafka.bootstrap.servers", "here", "Give it the form"),
                        wrong("http.proxy.url", "http://proxy:3128", "Write it without http://"),
                        wrong("http.proxy.url", "proxy:99999", "Give one from 1 to 65535"),
                        wrong("http.tls.ca.file", "/no/such/file.pem", "Put a PEM file there"),
                        wrong("olark.base.url", "www.olark.com/api/v1", "Write it as https://"),
                        wrong("olark.base.url", "ftp://www.olark.com", "Write it as https://"),
                        wrong("olark.base.url", "https://me:secret@www.olark.com", "Move them"),
                        wrong("olark.base.url", "https://www.olark.com/?apikey=x", "Remove everything from the ?"),
                        wrong("olark.path.operators", "operators", "Begin it with a slash"),
                        wrong("olark.path.operators", "/../operators", "Begin it with a slash"),
                        wrong("livechat.auth", "magic", "Set it to one of").at(Tenant.LIVECHAT),
                        wrong("livechat.region", "mars", "Set it to one").at(Tenant.LIVECHAT),
                        wrong("gladly.organization", "https://acme.gladly.com", "without https://")
                                .at(Tenant.GLADLY_THIN),
                        wrong("talkdesk.api", "soap", "Set it to one of").at(Tenant.TALKDESK_THIN),
                        wrong("talkdesk.client.auth", "magic", "Set it to one of")
                                .at(Tenant.TALKDESK_THIN))
                .map(Wrong::arguments);
    }

    static Stream<Arguments> together() {
        return Stream.of(
                        wrong("olark.api.key", null, "Set it to the API key"),
                        wrong("olark.api.key", " ", "Set it to the API key"),
                        wrong(
                                "olark.base.url",
                                "http://www.olark.com/api/v1",
                                "Use https, or set http.allow.insecure=true"),
                        wrong("http.proxy.user", "me", "http.proxy.url is not. Set both or none"),
                        wrong("http.proxy.user", "me", "http.proxy.url is not").with("http.proxy.password", "x"),
                        wrong("http.proxy.password", null, "http.proxy.user is. Set both or none")
                                .with("http.proxy.url", "proxy:1")
                                .with("http.proxy.user", "me"),
                        wrong("http.proxy.user", null, "http.proxy.password is. Set both or none")
                                .with("http.proxy.url", "proxy:1")
                                .with("http.proxy.password", "x"),
                        wrong("livechat.client.id", null, "livechat.auth=client_credentials")
                                .at(Tenant.LIVECHAT),
                        wrong("livechat.client.secret", null, "livechat.auth=client_credentials")
                                .at(Tenant.LIVECHAT),
                        wrong("livechat.token.url", "http://accounts.livechat.com", "Use https")
                                .at(Tenant.LIVECHAT),
                        wrong("livechat.refresh.token", null, "livechat.auth=refresh_token")
                                .at(Tenant.LIVECHAT)
                                .with("livechat.auth", "refresh_token"),
                        wrong("livechat.client.secret", null, "livechat.auth=refresh_token")
                                .at(Tenant.LIVECHAT)
                                .with("livechat.auth", "refresh_token")
                                .with("livechat.refresh.token", "x"),
                        wrong("livechat.bearer.token", null, "livechat.auth=bearer")
                                .at(Tenant.LIVECHAT)
                                .with("livechat.auth", "bearer"),
                        wrong("livechat.account.id", null, "livechat.auth=pat")
                                .at(Tenant.LIVECHAT)
                                .with("livechat.auth", "pat")
                                .with("livechat.pat", "x"),
                        wrong("livechat.pat", null, "livechat.auth=pat")
                                .at(Tenant.LIVECHAT)
                                .with("livechat.auth", "pat")
                                .with("livechat.account.id", "x"),
                        wrong("gladly.organization", "acme", "Leave one of them out")
                                .at(Tenant.GLADLY_THIN),
                        wrong("gladly.organization", null, "Set it to the first part")
                                .at(Tenant.GLADLY_THIN)
                                .without("gladly.base.url"),
                        wrong("gladly.user", null, "Set it to the id").at(Tenant.GLADLY_THIN),
                        wrong("gladly.secret", null, "Set it to the secret").at(Tenant.GLADLY_THIN),
                        wrong("talkdesk.client.id", null, "talkdesk.api=rest").at(Tenant.TALKDESK_THIN),
                        wrong("talkdesk.client.secret", null, "talkdesk.api=rest")
                                .at(Tenant.TALKDESK_THIN),
                        wrong("talkdesk.token.url", "http://api.talkdeskapp.com", "Use https")
                                .at(Tenant.TALKDESK_THIN),
                        wrong("talkdesk.scim.token", null, "talkdesk.api=scim").at(Tenant.TALKDESK_SCIM),
                        wrong("talkdesk.scim.base.url", "http://api.talkdeskapp.com", "Use https")
                                .at(Tenant.TALKDESK_SCIM))
                .map(Wrong::arguments);
    }

    @ParameterizedTest(name = "{1} = {2}")
    @MethodSource({"alone", "together"})
    void aWrongSettingIsToldAtItsOwnFieldWithWhatToDoAndNothingIsSent(
            Tenant tenant, String key, String shown, Map<String, String> others, Set<String> without, String advice) {
        Map<String, String> settings = tenant.settings(simulator);
        settings.putAll(others);
        settings.keySet().removeAll(without);
        if (others.get(key) == null) {
            settings.remove(key);
        }

        assertThat(errors(tenant, settings))
                .containsOnlyKeys(key)
                .hasEntrySatisfying(
                        key,
                        messages -> assertThat(messages)
                                .anySatisfy(message -> assertThat(message).contains(advice)));
        assertThat(requests()).isEmpty();
    }

    @Test
    void aFileThatIsNoPemAndACertificateWithoutAKeyAreToldAtTheirFields(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "no certificate");
        for (String key : List.of("http.tls.ca.file", "http.tls.client.certificate.file", "http.tls.client.key.file")) {
            Map<String, String> settings = Tenant.OLARK.settings(simulator);
            settings.put(key, file.toString());
            assertThat(errors(Tenant.OLARK, settings)).containsOnlyKeys(key);
        }
        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void goodSettingsPassAndTheVendorIsAskedForUsers(Tenant tenant) {
        tenant.seed(simulator, 3);

        assertThat(errors(tenant, tenant.settings(simulator))).isEmpty();

        assertThat(simulator.journal().of(tenant.simulated, tenant.list())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheLiveCheckNothingIsSent(Tenant tenant) {
        Map<String, String> settings = tenant.settings(simulator);
        settings.put("validate.live", "false");

        assertThat(errors(tenant, settings)).isEmpty();

        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedCredentialIsToldAtTheCredential(Tenant tenant) {
        Map<String, String> settings = tenant.settings(simulator);
        String secret = settings.keySet().stream()
                .filter(key -> Worker.connector(tenant.vendor.name())
                                .config()
                                .configKeys()
                                .get(key)
                                .type
                        == Type.PASSWORD)
                .findFirst()
                .orElseThrow();
        settings.put(secret, "another-one");

        Map<String, List<String>> errors = errors(tenant, settings);
        // Where a name and a secret go together, the vendor does not say which of them is wrong.
        assertThat(errors)
                .containsOnlyKeys(
                        switch (tenant) {
                            case OLARK -> "olark.api.key";
                            case LIVECHAT -> "livechat.client.id";
                            case GLADLY_THIN, GLADLY_FULL -> "gladly.user";
                            case TALKDESK_THIN, TALKDESK_FULL -> "talkdesk.client.id";
                            case TALKDESK_SCIM -> "talkdesk.scim.token";
                        });
        assertThat(errors.toString()).contains(secret).contains("401").doesNotContain("another-one");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPathIsToldAtThePathAndNamesTheAddressToo(Tenant tenant) {
        Map<String, String> settings = tenant.settings(simulator);
        settings.put(pathOfUsers(tenant), "/nobody");

        Map<String, List<String>> errors = errors(tenant, settings);

        assertThat(errors).containsOnlyKeys(pathOfUsers(tenant));
        assertThat(errors.toString()).contains("40").contains(address(tenant));
    }

    /** Where only the address was given, and not the usual path below it. */
    @ParameterizedTest
    @EnumSource
    void aWebPageOrNothingAtAWrongAddressIsToldAtTheAddressAndNamesThePathToo(Tenant tenant) {
        for (InjectedFault fault :
                List.of(InjectedFault.of(Kind.HTML), InjectedFault.status(404, "{\"message\":\"no such page\"}"))) {
            tenant.at(simulator).inject(fault.onAction(tenant.list()));

            Map<String, List<String>> errors = errors(tenant, tenant.settings(simulator));

            assertThat(errors).containsOnlyKeys(address(tenant));
            assertThat(errors.toString()).contains(pathOfUsers(tenant));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingScopeIsToldAtTheCredentialsAndNotTakenForWrongOnes(Tenant tenant) {
        tenant.at(simulator)
                .inject(InjectedFault.status(403, "{\"message\":\"not enough\"}")
                        .onAction(tenant.list()));

        Map<String, List<String>> errors = errors(tenant, tenant.settings(simulator));

        assertThat(errors).hasSize(1);
        assertThat(errors.keySet()).allMatch(key -> key.matches(".*\\.(api\\.key|user|client\\.id|scim\\.token)"));
        assertThat(errors.toString()).contains("403").contains("Give them the scope or role");
    }

    @Test
    void anotherRegionIsToldAtTheRegion() {
        Tenant.LIVECHAT
                .at(simulator)
                .inject(InjectedFault.status(421, "{\"error\":{\"type\":\"misdirected_request\"}}")
                        .onAction("list_groups")
                        .repeated(-1));

        assertThat(errors(Tenant.LIVECHAT, Tenant.LIVECHAT.settings(simulator))).containsOnlyKeys("livechat.region");
    }

    @Test
    void aProxyThatCannotBeReachedIsToldAtTheProxyWhereTheVendorsAddressIsTheUsualOne() throws IOException {
        Map<String, String> settings = Tenant.OLARK.settings(simulator);
        settings.remove("olark.base.url");
        settings.put("http.proxy.url", "127.0.0.1:" + closedPort());

        assertThat(errors(Tenant.OLARK, settings)).containsOnlyKeys("http.proxy.url");
    }

    /** By way of a proxy that is not there, since nobody's name server is to be asked. */
    @Test
    void anOrganisationThatDoesNotExistIsToldAtItsName() throws IOException {
        Map<String, String> settings = Tenant.GLADLY_THIN.settings(simulator);
        settings.remove("gladly.base.url");
        settings.put("gladly.organization", "nobody");
        settings.put("http.proxy.url", "127.0.0.1:" + closedPort());

        Map<String, List<String>> errors = errors(Tenant.GLADLY_THIN, settings);

        assertThat(errors).containsOnlyKeys("gladly.organization");
        assertThat(errors.toString()).doesNotContain("gladly.base.url");
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatCannotBeReachedIsToldAtItsAddress(Tenant tenant) throws IOException {
        Map<String, String> settings = tenant.settings(simulator);
        settings.put(address(tenant), "http://127.0.0.1:" + closedPort());

        Map<String, List<String>> errors = errors(tenant, settings);

        assertThat(errors).containsOnlyKeys(address(tenant));
        assertThat(errors.toString()).contains("could not connect").contains("validate.live");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIVECHAT", "TALKDESK_THIN"})
    void aTokenHostThatCannotBeReachedIsToldAtItsOwnAddress(Tenant tenant) throws IOException {
        Map<String, String> settings = tenant.settings(simulator);
        String key = tenant.vendor.name() + ".token.url";
        settings.put(key, "http://127.0.0.1:" + closedPort() + "/token");

        assertThat(errors(tenant, settings)).containsOnlyKeys(key);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLARK", "LIVECHAT"})
    void aVendorThatDoesNotAnswerCostsFiveSecondsAndIsToldAtTheSettingThatAvoidsAsking(Tenant tenant) {
        tenant.at(simulator)
                .inject(InjectedFault.of(Kind.HANG)
                        .onAction(tenant == Tenant.LIVECHAT ? "token" : tenant.list())
                        .repeated(-1));
        long start = System.nanoTime();

        assertThat(errors(tenant, tenant.settings(simulator))).containsOnlyKeys("validate.live");

        // A request may take 20.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        simulator.releaseHangs();
    }

    @Test
    void aVendorsOwnWordsPutTheBlameOnNoSetting() {
        Tenant.OLARK
                .at(simulator)
                .inject(InjectedFault.status(401, "{\"error\":\"unknown tenant, the topic or budget is wrong\"}")
                        .repeated(-1));

        assertThat(errors(Tenant.OLARK, Tenant.OLARK.settings(simulator))).containsOnlyKeys("olark.api.key");
    }

    /** A setting's wrong value among good ones. */
    private record Wrong(Tenant tenant, String key, Map<String, String> others, Set<String> without, String advice) {

        Wrong at(Tenant other) {
            return new Wrong(other, key, others, without, advice);
        }

        Wrong with(String other, String value) {
            Map<String, String> more = new HashMap<>(others);
            more.put(other, value);
            return new Wrong(tenant, key, more, without, advice);
        }

        Wrong without(String other) {
            return new Wrong(tenant, key, others, Set.of(other), advice);
        }

        Arguments arguments() {
            return Arguments.of(tenant, key, others.getOrDefault(key, "unset"), others, without, advice);
        }
    }

    private static Wrong wrong(String key, String value, String advice) {
        return new Wrong(Tenant.OLARK, key, value == null ? Map.of() : Map.of(key, value), Set.of(), advice);
    }

    private static List<JournalEntry> requests() {
        return simulator.journal().entries(any -> true);
    }

    private static Map<String, List<String>> errors(Tenant tenant, Map<String, String> settings) {
        Map<String, List<String>> errors = new TreeMap<>();
        for (ConfigValue value :
                Worker.connector(tenant.vendor.name()).validate(settings).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }

    private static String pathOfUsers(Tenant tenant) {
        return switch (tenant) {
            case OLARK -> "olark.path.operators";
            case LIVECHAT -> "livechat.path.list.agents";
            case GLADLY_THIN, GLADLY_FULL -> "gladly.path.agents";
            case TALKDESK_THIN, TALKDESK_FULL -> "talkdesk.path.users";
            case TALKDESK_SCIM -> "talkdesk.path.scim.users";
        };
    }

    private static String address(Tenant tenant) {
        return tenant.vendor.name() + (tenant == Tenant.TALKDESK_SCIM ? ".scim" : "") + ".base.url";
    }

    /** A port of this machine on which nobody listens. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

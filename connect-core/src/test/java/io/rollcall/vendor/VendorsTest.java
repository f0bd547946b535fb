package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VendorsTest {

    static Stream<Arguments> completeSettings() {
        return Stream.of(
                settings(Vendors.OLARK, "olark.api.key=k"),
                settings(Vendors.GLADLY, "gladly.organization=acme gladly.user=u gladly.secret=s"),
                settings(
                        Vendors.LIVECHAT,
                        "livechat.auth=client_credentials livechat.client.id=i livechat.client.secret=s"),
                settings(
                        Vendors.LIVECHAT,
                        "livechat.auth=refresh_token livechat.client.id=i livechat.client.secret=s"
                                + " livechat.refresh.token=r"),
                settings(Vendors.LIVECHAT, "livechat.auth=bearer livechat.bearer.token=t"),
                settings(Vendors.LIVECHAT, "livechat.auth=pat livechat.account.id=a livechat.pat=p"),
                settings(Vendors.TALKDESK, "talkdesk.client.id=i talkdesk.client.secret=s"),
                settings(Vendors.TALKDESK, "talkdesk.api=scim talkdesk.scim.token=t"));
    }

    @ParameterizedTest
    @MethodSource("completeSettings")
    void exactlyTheSettingsOfTheChosenWayAreNeeded(Vendor vendor, Map<String, String> complete) {
        assertThat(parse(vendor, complete).facts().vendor()).isEqualTo(vendor.name());

        for (String missing : complete.keySet()) {
            if (missing.endsWith(".auth") || missing.endsWith(".api")) {
                continue;
            }
            Map<String, String> rest = new HashMap<>(complete);
            rest.remove(missing);
            assertThatThrownBy(() -> parse(vendor, rest))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith(missing + " ");
            rest.put(missing, "  ");
            assertThatThrownBy(() -> parse(vendor, rest))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith(missing + " ");
        }
    }

    @ParameterizedTest
    @MethodSource("completeSettings")
    void nothingThatIsParsedPrintsASecret(Vendor vendor, Map<String, String> complete) {
        Map<String, String> canaries = new HashMap<>();
        ConfigDef definition = vendor.define(new ConfigDef());
        complete.forEach((key, value) -> canaries.put(
                key, definition.configKeys().get(key).type() == ConfigDef.Type.PASSWORD ? "canary" + key : value));

        assertThat(parse(vendor, canaries).toString()).doesNotContain("canary");
    }

    @Test
    void everySecretIsAPasswordAndEverySettingIsExplained() {
        for (Vendor vendor : Vendors.ALL) {
            for (ConfigDef.ConfigKey key : vendor.defineWriting(vendor.define(new ConfigDef()))
                    .configKeys()
                    .values()) {
                boolean secret =
                        key.name.matches(".*(secret|\\.pat|refresh\\.token|bearer\\.token|scim\\.token|api\\.key)");
                assertThat(key.type() == ConfigDef.Type.PASSWORD).as(key.name).isEqualTo(secret);
                assertThat(key.documentation)
                        .as(key.name)
                        .hasSizeGreaterThan(30)
                        .endsWith(".");
                assertThat(key.group).as(key.name).isNotBlank();
                assertThat(key.displayName).as(key.name).isNotBlank();
                assertThat(key.name).matches(vendor.name() + "\\..*|" + VendorSettings.NAMES_TTL);
            }
        }
    }

    @Test
    void settingsOfWaysNotChosenAreHidden() {
        assertThat(visible(Vendors.LIVECHAT, Map.of("livechat.auth", "pat")))
                .contains("livechat.pat", "livechat.account.id", "livechat.base.url")
                .doesNotContain("livechat.client.id", "livechat.bearer.token", "livechat.token.url");
        assertThat(visible(Vendors.TALKDESK, Map.of("talkdesk.api", "scim")))
                .contains("talkdesk.scim.token", "talkdesk.api")
                .doesNotContain("talkdesk.client.id", "talkdesk.base.url");
        assertThat(visible(Vendors.TALKDESK, Map.of()))
                .contains("talkdesk.client.id")
                .doesNotContain("talkdesk.scim.token");
    }

    @Test
    void wordsAreOffered() {
        ConfigValue auth = Vendors.LIVECHAT.define(new ConfigDef()).validate(Map.of()).stream()
                .filter(value -> value.name().equals("livechat.auth"))
                .findFirst()
                .orElseThrow();

        assertThat(auth.recommendedValues())
                .isEqualTo(List.<Object>of("client_credentials", "refresh_token", "bearer", "pat"));
    }

    @ParameterizedTest
    @CsvSource({
        "livechat, livechat.auth, password",
        "livechat, livechat.region, eu",
        "livechat, livechat.path.get.agent, get_agent",
        "livechat, livechat.propagation.delay.ms, -1",
        "gladly, gladly.organization, acme.example.com/x",
        "gladly, gladly.organization, evil.example#",
        "gladly, gladly.base.url, ftp://acme",
        "talkdesk, talkdesk.api, soap",
        "gladly, gladly.roles, ''",
        "gladly, gladly.roles, 'AGENT,,ADMIN'",
        "talkdesk, talkdesk.scim.teams, both",
        "talkdesk, talkdesk.allow.delete, perhaps",
        "talkdesk, talkdesk.client.auth, jwt",
        "olark, olark.path.operators, /a/../b",
        "olark, olark.path.groups, //groups",
        "olark, olark.path.groups, /groups?x=1",
    })
    void aValueThatCannotBeIsRefusedUnderItsName(String vendor, String key, String value) {
        Vendor named = Vendors.ALL.stream()
                .filter(each -> each.name().equals(vendor))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> VendorRig.config(named, Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void oneOrganisationIsNamedInOneWay() {
        assertThatThrownBy(() -> parse(
                        Vendors.GLADLY,
                        Map.of("gladly.organization", "acme", "gladly.base.url", "https://acme.gladly.qa/api/v1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("gladly.organization ");
    }

    @Test
    void theVersionOfTheApiIsTheOneInItsAddress() {
        Map<String, String> settings = new HashMap<>(Map.of("livechat.auth", "bearer", "livechat.bearer.token", "t"));
        assertThat(parse(Vendors.LIVECHAT, settings).facts().apiVersion()).isEqualTo("v3.6");

        settings.put("livechat.base.url", "https://api.livechatinc.com/v3.7/configuration/");
        assertThat(parse(Vendors.LIVECHAT, settings).facts().apiVersion()).isEqualTo("v3.7");
    }

    private static Set<String> visible(Vendor vendor, Map<String, String> settings) {
        return vendor.define(new ConfigDef()).validate(settings).stream()
                .filter(ConfigValue::visible)
                .map(ConfigValue::name)
                .collect(Collectors.toSet());
    }

    private static Account parse(Vendor vendor, Map<String, String> settings) {
        return vendor.parse(VendorRig.config(vendor, settings));
    }

    private static Arguments settings(Vendor vendor, String pairs) {
        Map<String, String> settings = new HashMap<>();
        for (String pair : pairs.split(" ")) {
            settings.put(pair.split("=")[0], pair.split("=")[1]);
        }
        return Arguments.of(vendor, settings);
    }
}

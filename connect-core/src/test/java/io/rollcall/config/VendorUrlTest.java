package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorUrlTest {
    private static final String KEY = "acme.url";

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/v1//, https://api.example.com/v1",
        "https://api.example.com,      https://api.example.com",
        "HTTPS://api.example.com:8443, HTTPS://api.example.com:8443",
        "http://localhost:8080/,       http://localhost:8080",
        "http://127.0.0.1:8080/a,      http://127.0.0.1:8080/a",
        "http://[::1]:8080/a,          http://[::1]:8080/a"
    })
    void anAddressIsReadWithoutSlashesAtItsEnd(String given, String read) {
        assertThat(read(Map.of(KEY, given))).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.com",
                "/v1",
                "ftp://api.example.com",
                "https://",
                "https:///v1",
                "https://jane:hunter2@api.example.com",
                "https://api.example.com/?apikey=hunter2",
                "https://api.example.com/#x",
                "https://api example.com/hunter2",
                ""
            })
    void whatIsNoPlainAddressIsRefusedWithoutRepeatingIt(String given) {
        assertThatThrownBy(() -> read(Map.of(KEY, given)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(KEY + " ")
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.example.com", "http://127.0.0.1.example.com", "http://localhost.example.com"})
    void plainHttpToAnotherMachineHasToBeAllowed(String given) {
        assertThatThrownBy(() -> read(Map.of(KEY, given)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(KEY + " ")
                .hasMessageContaining(HttpSettings.ALLOW_INSECURE);
        assertThat(read(Map.of(KEY, given, HttpSettings.ALLOW_INSECURE, "true")))
                .isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/users?page=2,      true",
        "https://A.EXAMPLE:443/x,             true",
        "/users?page=2,                       true",
        "?page=2,                             true",
        "http://a.example/users,              false",
        "https://a.example:8443/users,        false",
        "https://b.example/users,             false",
        "https://a.example.b.example/users,   false",
        "https://a.example@b.example/users,   false",
        "https://jane@a.example/users,        false",
        "//b.example/users,                   false",
        "'https://a.example\\@b.example/',    false",
        "mailto:jane@a.example,               false"
    })
    void credentialsFollowALinkOnlyWithinTheirOrigin(String link, boolean same) {
        assertThat(Egress.sameOrigin("https://a.example/v1/users", link)).isEqualTo(same);
    }

    @Test
    void anUnsetAddressIsFineUntilItIsRead() {
        assertThatThrownBy(() -> read(new HashMap<>()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(KEY + " is not set");
    }

    private static String read(Map<String, String> values) {
        ConfigDef definition = HttpSettings.define(new ConfigDef());
        new SettingGroup(definition, "Acme")
                .add(
                        KEY,
                        ConfigDef.Type.STRING,
                        null,
                        new VendorUrl(),
                        ConfigDef.Importance.HIGH,
                        ConfigDef.Width.LONG,
                        "Address",
                        "Where.");
        return VendorUrl.read(new AbstractConfig(definition, values, false), KEY);
    }
}

package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
    private static final ConfigDef DEFINITION = HttpSettings.define(new ConfigDef());

    @Test
    void withNothingSetSafeDefaultsHold() {
        HttpSettings settings = parse(Map.of());
        assertThat(settings.readTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.allowInsecure()).isFalse();
        assertThat(settings.proxy()).isNull();
        assertThat(settings.tls()).isEqualTo(new HttpSettings.Tls(null, null, null));
    }

    @Test
    void everySettingHasAPlaceAndSaysWhatItDoes() {
        Set<String> places = new HashSet<>();
        for (ConfigDef.ConfigKey key : DEFINITION.configKeys().values()) {
            assertThat(places.add(key.group + key.orderInGroup)).as(key.name).isTrue();
            assertThat(key.displayName).as(key.name).isNotBlank().isNotEqualTo(key.name);
            assertThat(key.documentation).as(key.name).hasSizeGreaterThan(40).endsWith(".");
        }
        assertThat(DEFINITION.configKeys().get(HttpSettings.PROXY_PASSWORD).type)
                .isEqualTo(ConfigDef.Type.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http.read.timeout.ms   | 0                     | at least 100
            retry.max.attempts     | 0                     | at least 1
            http.max.body.bytes    | 10                    | at least 1024
            http.proxy.url         | http://proxy:3128     | host:port
            http.proxy.url         | user:hunter2@proxy:1  | host:port
            http.proxy.url         | proxy:70000           | 65535
            http.tls.ca.file       | absent.pem            | does not exist
            http.proxy.user        | jane                  | http.proxy.url
            http.proxy.password    | hunter2               | http.proxy.user
            """)
    void aBadValueIsRefusedWithAMessageThatNamesTheKeyAndTheWayOut(String key, String value, String wayOut) {
        assertThatThrownBy(() -> parse(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(wayOut)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void aFileThatIsNoPemIsRefusedBeforeTheConnectorStarts(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.pem"), "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n");
        for (String key :
                new String[] {HttpSettings.CA_FILE, HttpSettings.CLIENT_CERTIFICATE_FILE, HttpSettings.CLIENT_KEY_FILE
                }) {
            assertThatThrownBy(() -> parse(Map.of(key, file.toString())))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(key)
                    .message()
                    .doesNotContain("hunter2");
        }
    }

    private static HttpSettings parse(Map<String, String> values) {
        return HttpSettings.parse(new AbstractConfig(DEFINITION, values, false));
    }
}

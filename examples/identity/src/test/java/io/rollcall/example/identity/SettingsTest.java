package io.rollcall.example.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private final Map<String, String> shipped = new HashMap<>();

    @BeforeEach
    void readTheShippedFile() throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("identity.properties"))) {
            properties.load(reader);
        }
        properties.stringPropertyNames().forEach(name -> shipped.put(name, properties.getProperty(name)));
    }

    @Test
    void theEnvironmentOverridesTheFile() {
        Settings settings = Settings.of(
                shipped,
                Map.of("IDENTITY_USERS_TOPICS", "a.users, b.users", "IDENTITY_STATE_DIR", "/state", "HOME", "/"));

        assertThat(settings.usersTopics()).containsExactly("a.users", "b.users");
        assertThat(settings.authority().homes()).containsExactly("gladly");
        assertThat(settings.kafka())
                .containsEntry("state.dir", "/state")
                .doesNotContainKeys("users.topics", "home.vendors", "home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application.id", "bootstrap.servers", "schema.registry.url", "users.topics"})
    void whatIsMissingIsNamed(String required) {
        shipped.put(required, " ");

        assertThatThrownBy(() -> Settings.of(shipped, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(required);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "many"})
    void aNumberThatMakesNoSenseIsNamed(String number) {
        shipped.put("shared.above", number);

        assertThatThrownBy(() -> Settings.of(shipped, Map.of())).hasMessageContaining("shared.above");
    }

    @Test
    void deliveryIsExactlyOnceAndAnUnreadableRecordStopsItUnlessThereAreDeadLetters() {
        assertThat(IdentityApp.properties(Settings.of(shipped, Map.of())))
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("deserialization.exception.handler", PoisonHandler.class)
                .containsEntry("errors.dead.letter.queue.topic.name", "identities.dead");

        shipped.remove("dead.letters.topic");
        assertThat(IdentityApp.properties(Settings.of(shipped, Map.of())))
                .containsEntry("deserialization.exception.handler", LogAndFailExceptionHandler.class);
    }
}

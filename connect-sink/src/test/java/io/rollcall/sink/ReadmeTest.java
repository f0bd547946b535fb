package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.schema.CommandCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** What a newcomer copies from the README works. */
class ReadmeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BLOCK = Pattern.compile("(?s)```json\n(.*?)```");
    private static final Pattern KEY = Pattern.compile("Key `(\\{[^`]*})`");

    @Test
    void theConnectorIsConfiguredWithoutAnError() throws IOException {
        Map<String, String> settings = new HashMap<>();
        block("io.rollcall.sink")
                .properties()
                .forEach(field -> settings.put(field.getKey(), field.getValue().asText()));
        settings.put("name", "gladly-acme-sink");
        settings.put("validate.live", "false");

        List<ConfigValue> values = new GladlySinkConnector().validate(settings).configValues();

        assertThat(values)
                .isNotEmpty()
                .allSatisfy(value ->
                        assertThat(value.errorMessages()).as(value.name()).isEmpty());
    }

    @Test
    void theCommandIsOneForThatConnector() throws IOException {
        Map<String, Object> key = JSON.readValue(
                KEY.matcher(readme()).results().findFirst().orElseThrow().group(1), new TypeReference<>() {});
        Map<String, Object> value = JSON.convertValue(block("commandId"), new TypeReference<>() {});

        ProvisioningCommand command = CommandCodec.decode(key, value, Instant.EPOCH);

        assertThat(command.key().vendor()).isEqualTo("gladly");
        assertThat(command.key().tenant())
                .isEqualTo(block("io.rollcall.sink").get("tenant").asText());
        assertThat(command.memberships()).hasSize(2);
    }

    private static JsonNode block(String content) throws IOException {
        String text = BLOCK.matcher(readme())
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(block -> block.contains(content))
                .findFirst()
                .orElseThrow();
        return JSON.readTree(text);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }
}

package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What somebody pastes from the operations guide works. */
class OperationsTest {
    private static final Pattern BODY = Pattern.compile("(?s)-d '\\s*(\\{\"offsets\".*?)'");

    @Test
    void theOffsetsInTheGuideAreThoseOfTheConnector() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "operations.md"));
        String body = BODY.matcher(guide).results().findFirst().orElseThrow().group(1);
        JsonNode offset = new ObjectMapper().readTree(body).at("/offsets/0");
        Map<Map<String, ?>, Map<String, ?>> altered = new HashMap<>();
        altered.put(new ObjectMapper().convertValue(offset.path("partition"), new TypeReference<>() {}), null);

        assertThat(offset.path("offset").isNull()).isTrue();
        assertThat(new GladlySourceConnector().alterOffsets(Map.of("tenant", "acme"), altered))
                .isTrue();
    }
}

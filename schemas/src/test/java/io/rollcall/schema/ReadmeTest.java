package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.MembershipChange;
import io.rollcall.command.NamedRef;
import io.rollcall.command.Operation;
import io.rollcall.command.ProvisioningCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @Test
    void theCommandWrittenByHandIsOne() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        List<String> examples = JSON.matcher(readme.substring(readme.indexOf("## Commands and results")))
                .results()
                .map(example -> example.group(1))
                .toList();

        ProvisioningCommand command = CommandCodec.decode(data(examples.get(0)), data(examples.get(1)), Instant.EPOCH);

        assertThat(command.key().subjectKey()).isEqualTo("hr-1001");
        assertThat(Operation.named(command.operation())).contains(Operation.UPSERT);
        assertThat(command.attributes().values()).containsEntry("extensions.livechat:max_chats_count", "6");
        assertThat(command.memberships())
                .containsExactly(new MembershipChange("group", "ADD", List.of(new NamedRef(null, "Sales", "last"))));
        assertThat(command.options().dryRun()).isTrue();
    }

    private static Object data(String json) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", false), false);
            return converter
                    .toConnectData("commands", json.getBytes(StandardCharsets.UTF_8))
                    .value();
        }
    }
}

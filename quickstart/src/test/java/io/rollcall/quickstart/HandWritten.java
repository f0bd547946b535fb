package io.rollcall.quickstart;

import io.rollcall.command.ProvisioningCommand;
import io.rollcall.schema.CommandJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.json.JsonConverter;

/** Commands in JSON without a schema, as somebody would write them by hand. */
final class HandWritten {

    private HandWritten() {}

    /** Settings of a connector that reads such commands, or those that bring their schema along. */
    static Map<String, String> settings(boolean schemas) {
        Map<String, String> settings = new TreeMap<>();
        for (String converter : List.of("key.converter", "value.converter")) {
            settings.put(converter, JsonConverter.class.getName());
            settings.put(converter + ".schemas.enable", String.valueOf(schemas));
        }
        return settings;
    }

    static byte[] key(ProvisioningCommand command) {
        return bytes(CommandJson.toJson(command.key()).toString());
    }

    static byte[] value(ProvisioningCommand command) {
        return bytes(text(command));
    }

    /** Without what is in the key alone. */
    static String text(ProvisioningCommand command) {
        return CommandJson.toJson(command).without("subjectKey").toString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

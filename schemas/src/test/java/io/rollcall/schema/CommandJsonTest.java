package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.command.CommandKey;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.RandomCommands;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandJsonTest {

    private static final ProvisioningCommand LEAST =
            CommandCodec.decode(CommandSamples.key(), CommandSamples.least(), CommandSamples.RECORD_TIME);

    @Test
    void everyCommandAndKeyComesBackEqual() {
        for (long seed = 0; seed < 500; seed++) {
            ProvisioningCommand command = new RandomCommands(seed).command();
            CommandKey key = command.key();

            assertThat(CommandJson.read(CommandJson.write(command)))
                    .as("seed %d", seed)
                    .isEqualTo(command);
            assertThat(CommandJson.readKey(CommandJson.write(key))).isEqualTo(key);
            assertThat(CommandJson.readKey(CommandJson.write(command))).isEqualTo(key);
        }
        assertThat(CommandJson.read(CommandJson.write(CommandSamples.EVERYTHING)))
                .isEqualTo(CommandSamples.EVERYTHING);
    }

    @Test
    void whatIsNullEmptyOrByDefaultTakesNoSpace() {
        assertThat(CommandJson.write(LEAST))
                .isEqualTo("{\"vendor\":\"livechat\",\"tenant\":\"acme eu\",\"subjectKey\":\"hr-1001\","
                        + "\"commandId\":\"c-1\",\"issuedAt\":\"2026-03-01T10:00:02Z\","
                        + "\"subject\":{\"email\":\"ada@example.test\"},\"operation\":\"DEACTIVATE\"}");
    }

    @Test
    void whatALaterVersionAddedIsIgnored() {
        String text = CommandJson.write(LEAST).replace("\"subject\":{", "\"added\":1,\"subject\":{\"nickName\":\"x\",");

        assertThat(CommandJson.read(text)).isEqualTo(LEAST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "null",
                "[\"hunter2\"]",
                "{\"commandId\":\"hunter2\"}",
                "{\"vendor\":[\"hunter2\"],\"tenant\":\"hunter2\",\"subjectKey\":\"hunter2\"}",
                "{\"issuedAt\":\"hunter2\",\"vendor\":\"hunter2\",\"tenant\":\"hunter2\",\"subjectKey\":\"hunter2\"}"
            })
    void aBrokenTextIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> CommandJson.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A stored command")
                .satisfies(thrown -> assertThat(stackTrace(thrown)).doesNotContain("hunter2"));
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}

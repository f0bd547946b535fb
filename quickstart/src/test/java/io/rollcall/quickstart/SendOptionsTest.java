package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.command.MembershipChange;
import io.rollcall.command.NamedRef;
import io.rollcall.command.ProvisioningCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendOptionsTest {

    private static final String CLUSTER = " --bootstrap b:9092 --registry http://r";

    @Test
    void everyOptionGetsIntoTheCommand() {
        SendOptions options = parsed("livechat set-memberships --tenant acme --subject-key hr-1 --email a@example.com"
                + " --group add:Sales --group add:Support --group remove:General --clear title --hard --dry-run --recreate"
                + " --override T-1 --command-id c1 --topic orders --wait 5" + CLUSTER);
        ProvisioningCommand command = options.draft().at(Instant.EPOCH);

        assertThat(command.key().subjectKey()).isEqualTo("hr-1");
        assertThat(command.key().tenant()).isEqualTo("acme");
        assertThat(command.commandId()).isEqualTo("c1");
        assertThat(command.operation()).isEqualTo("SET_MEMBERSHIPS");
        assertThat(command.subject().email()).isEqualTo("a@example.com");
        assertThat(command.attributes().clear()).isEqualTo(Set.of("title"));
        assertThat(command.memberships())
                .containsExactly(
                        new MembershipChange("group", "ADD", List.of(named("Sales"), named("Support"))),
                        new MembershipChange("group", "REMOVE", List.of(named("General"))));
        assertThat(command.options().deleteMode()).isEqualTo("HARD");
        assertThat(command.options().dryRun()).isTrue();
        assertThat(command.options().allowRecreate()).isTrue();
        assertThat(command.options().guardOverride()).isEqualTo("T-1");
        assertThat(options.topic()).isEqualTo("orders");
        assertThat(options.results()).isEqualTo("orders.results");
        assertThat(options.patience()).hasSeconds(5);
        assertThat(options.cluster().bootstrap()).isEqualTo("b:9092");
        assertThat(options.cluster().registry()).isEqualTo("http://r");
    }

    @Test
    void aReplaceWithoutANameTakesAllAway() {
        ProvisioningCommand command = parsed("gladly update --tenant t --email e --team replace:" + CLUSTER)
                .draft()
                .at(Instant.EPOCH);
        assertThat(command.memberships()).containsExactly(new MembershipChange("team", "REPLACE", List.of()));
    }

    @Test
    void whoIsMeantIsTheKeyUnlessOneIsGiven() {
        assertThat(parsed("olark delete --tenant t --user-id op1 --email e" + CLUSTER)
                        .draft()
                        .at(Instant.EPOCH)
                        .key()
                        .subjectKey())
                .isEqualTo("e");
    }

    @Test
    void aFileOfClientPropertiesIsRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), "security.protocol=SASL_SSL\n");
        assertThat(parsed("olark delete --tenant t --email e --config " + file + CLUSTER)
                        .cluster()
                        .properties())
                .containsEntry("security.protocol", "SASL_SSL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                       | a vendor first
            zendesk create                                           | olark, livechat, gladly, talkdesk
            olark                                                    | an operation behind the vendor
            olark promote                                            | set-memberships
            olark create --email e                                   | --tenant is missing
            olark create --tenant t                                  | Nobody is named
            olark create --tenant t --email                          | --email takes a value
            olark create --tenant t --email e --grup add:Sales       | Unknown option --grup
            olark create --tenant t --email e --group Sales          | add:NAME, remove:NAME or replace:NAME
            olark create --tenant t --email e --group add:           | names nothing
            olark create --tenant t --email e --wait soon            | --wait takes a number from 1
            olark create --tenant t --email e --config /no/such/file | /no/such/file cannot be read
            olark create --tenant t --email e                        | --bootstrap is missing
            olark create --tenant t --email e --bootstrap b:1        | --registry is missing
            """)
    void aWrongWordIsNamedWithWhatWouldBeRight(String words, String message) {
        assertThatThrownBy(() -> parsed(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static SendOptions parsed(String words) {
        return SendOptions.parse(words.isEmpty() ? List.of() : List.of(words.split(" ")));
    }

    private static NamedRef named(String name) {
        return new NamedRef(null, name, null);
    }
}

package io.rollcall.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The reference pages say what the code says. After a change that is meant, write them anew with
 * {@code mvn test -pl connect-core -am -Dtest=ReferenceTest -Dreference.write -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ReferenceTest {
    private static final Path FOLDER = Path.of("..", "docs", "reference");

    @Test
    void thePageOfOutcomesIsTheCodesOwn() throws IOException {
        ReferencePage page = new ReferencePage("""
                # Outcomes of commands

                Made from the code, do not edit. What `code` in a result says, under the `status` it belongs to. Others may join: go by
                `status`, `terminal` and `retryable` then. *To issue again* is to send the same command under a new `commandId`;
                that helps without any change to the command where the column says so.

                | status | code | last answer | again may help | what happened | what to do |
                |---|---|---|---|---|---|
                """);
        Stream.of(Code.values())
                .sorted((one, other) -> one.status().compareTo(other.status()))
                .forEach(code -> page.row(List.of(
                        code.status().name(),
                        "`" + code + "`",
                        code.status().terminal() ? "yes" : "no",
                        code.retryable() ? "yes" : "no",
                        code.meaning(),
                        code.remedy().isEmpty() ? "nothing" : code.remedy())));
        page.compare("sink-outcomes.md");
    }

    @Test
    void thePageOfSchemasIsTheContractsOwn() throws IOException {
        ReferencePage page = new ReferencePage("""
                # Fields of the records

                Made from the `.avsc` files of [the contract](../../schemas/README.md), do not edit.
                """);
        SchemaPages schemas = new SchemaPages(page);
        schemas.add("Key of user events", "UserKey");
        schemas.add("Value of user events", "UserChangeEvent");
        schemas.add("Key of commands and results", "CommandKey");
        schemas.add("Value of commands", "ProvisioningCommand");
        schemas.add("Value of results", "ProvisioningResult");
        page.compare("schemas.md");
    }

    @Test
    void theIndexHasEveryPage() throws IOException {
        String index = Files.readString(FOLDER.resolve("README.md"));
        try (Stream<Path> pages = Files.list(FOLDER)) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(page -> !page.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(index).contains("](" + page + ")"));
        }
    }
}

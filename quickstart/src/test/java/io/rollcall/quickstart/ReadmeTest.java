package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README promises is proved by tests that exist, and the files it points to are there. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");

    private final String readme = read(ROOT.resolve("README.md"));

    @Test
    void everyGuaranteeNamesATestThatExists() throws IOException {
        List<String> rows = readme.lines()
                .dropWhile(line -> !line.startsWith("| guarantee"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(10)
                .allMatch(row -> TEST.matcher(row).find());
        for (MatchResult named : TEST.matcher(readme).results().toList()) {
            String source = source(named.group(1));
            if (named.group(2) != null) {
                Pattern method = Pattern.compile(
                        "@(?:(?:Parameterized)?Test|TestFactory)\\b(?:(?!\n    }\n).)*?(?:void|Stream<DynamicTest>) "
                                + named.group(2) + "\\(",
                        Pattern.DOTALL);
                assertThat(method.matcher(source).find()).as(named.group()).isTrue();
            }
        }
    }

    @Test
    void everyLinkLeadsToAFile() {
        assertThat(LINK.matcher(readme).results().map(link -> ROOT.resolve(link.group(1))))
                .isNotEmpty()
                .allMatch(Files::exists);
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> found = files.filter(file -> file.endsWith(test + ".java"))
                    .filter(file -> file.toString().contains("src"))
                    .toList();
            assertThat(found).as(test).isNotEmpty();
            return found.stream().map(ReadmeTest::read).collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

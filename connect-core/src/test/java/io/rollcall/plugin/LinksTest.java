package io.rollcall.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever follows a link in the documentation, in a hurry perhaps, gets where it says. */
class LinksTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```");

    @Test
    void everyLinkLeadsToAFileAndAHeadingInIt() throws IOException {
        for (Path page : pages()) {
            String text = CODE.matcher(Files.readString(page)).replaceAll("");
            for (MatchResult link : LINK.matcher(text).results().toList()) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.resolveSibling(link.group(1)).normalize();
                assertThat(target).as("%s in %s", link.group(), page).exists();
                if (link.group(2) != null) {
                    assertThat(headings(target))
                            .as("%s in %s", link.group(), page)
                            .contains(link.group(2));
                }
            }
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = Stream.of(
                            root,
                            docs,
                            Stream.of(ROOT.resolve("schemas/README.md"), ROOT.resolve("simulator/README.md")))
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
            assertThat(pages).hasSizeGreaterThan(20);
            return pages;
        }
    }

    /** As hosting platforms make them: lower case, blanks as dashes, nothing else but letters, digits and underscores. */
    private static Set<String> headings(Path page) throws IOException {
        return HEADING.matcher(CODE.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_ -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}

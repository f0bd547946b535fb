package io.rollcall.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whose works the archive ships, under which licence: for people and for machines. After a change that is meant, write the page anew
 * with {@code mvn verify -Dquick -pl docker/archive -am -Dit.test=ThirdPartyIT -Dsurefire.skip -Dfailsafe.failIfNoSpecifiedTests=false
 * -Dreference.write} and build again.
 */
class ThirdPartyIT {

    private static final Path PAGE = Path.of("src", "main", "archive", "doc", "THIRD-PARTY.md");
    /** Where authors put what has to go along with their work. Licences that are in our own LICENSE anyway are not among them. */
    private static final Set<String> NOTICES =
            Set.of("META-INF/NOTICE", "META-INF/FastDoubleParser-NOTICE", "META-INF/thirdparty-LICENSE");

    /** Maven leaves out a goal that wants to be online. Before each test, or else nobody would count what was skipped. */
    @BeforeEach
    void theBillIsThere() {
        assumeFalse(
                "offline=true".equals(System.getProperty("rollcall.maven")),
                "Maven is offline and makes no bill of materials");
    }

    @Test
    void theBillOfMaterialsListsExactlyTheJarsAndIsTheSameInEveryBuild() throws IOException {
        JsonNode bill = Archive.json("doc/", "bom.cdx.json");
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.has("serialNumber")).isFalse();
        assertThat(bill.path("metadata").has("timestamp")).isFalse();
        assertThat(components().keySet())
                .isEqualTo(new TreeSet<>(Archive.files("lib/").keySet()));
        assertThat(components().values())
                .allMatch(component -> component.path("purl").asText().startsWith("pkg:maven/")
                        && component.path("hashes").size() > 0);
    }

    @Test
    void everyJarOfOthersIsNamedWithItsLicenceAndTheNoticesThatItsAuthorsWantSeen() throws IOException {
        String page = page();
        if (System.getProperty("reference.write") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("%s is out of date; this class says how to write it anew", PAGE)
                .isEqualTo(page);
        assertThat(Archive.text("doc/", "THIRD-PARTY.md")).isEqualTo(page);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Works of others in this archive

                Made from the jars and their poms, do not edit. Every jar is as its authors published it. The text of Apache-2.0 is in `LICENSE`.

                | jar | published as | licence |
                |---|---|---|
                """);
        Map<String, String> notices = new LinkedHashMap<>();
        components().forEach((jar, component) -> {
            if (!component.path("group").asText().equals("io.rollcall")) {
                page.append("| `%s` | %s:%s | %s |\n"
                        .formatted(
                                jar,
                                component.path("group").asText(),
                                component.path("name").asText(),
                                licence(component)));
                Archive.jar(Archive.files("lib/").get(jar)).forEach((name, text) -> {
                    if (NOTICES.contains(name)) {
                        notices.putIfAbsent(
                                new String(text, StandardCharsets.UTF_8).strip(), "`" + name + "` of `" + jar + "`");
                    }
                });
            }
        });
        page.append("""

                ## Works inside these

                * `okhttp-jvm` holds Mozilla's Public Suffix List, from https://publicsuffix.org/list/, under the Mozilla Public License 2.0.
                * `netty-common` holds parts of JCTools, from https://github.com/JCTools/JCTools, under Apache-2.0.
                * `jackson-core` holds FastDoubleParser; its notices follow.

                ## Notices
                """);
        notices.forEach((text, from) -> page.append("\n### ")
                .append(from)
                .append("\n\n```\n")
                .append(text)
                .append("\n```\n"));
        return page.toString();
    }

    private static String licence(JsonNode component) {
        JsonNode licence = component.at("/licenses/0/license");
        assertThat(licence.path("id").asText())
                .as("licence of %s", component.path("name").asText())
                .isNotEmpty();
        return licence.path("id").asText();
    }

    /** The components of the bill of materials, by the name of their jar. */
    private static Map<String, JsonNode> components() throws IOException {
        Map<String, JsonNode> components = new TreeMap<>();
        for (JsonNode component : Archive.json("doc/", "bom.cdx.json").path("components")) {
            components.put(
                    component.path("name").asText() + "-"
                            + component.path("version").asText() + ".jar",
                    component);
        }
        return components;
    }
}

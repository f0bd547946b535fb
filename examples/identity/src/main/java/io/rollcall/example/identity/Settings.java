package io.rollcall.example.identity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the application is told.
 *
 * @param usersTopics what the source connectors write
 * @param peopleTopic the company's own list of people; null when there is none
 * @param identitiesTopic the table
 * @param deadLetters where records go that cannot be read; null when such a record shall stop the application
 * @param externalIds whose external ids are the company's
 * @param authority who says that somebody belongs to the company
 * @param sharedAbove how many accounts may share an address before it counts as nobody's own
 * @param remember how long the end of an account is remembered
 * @param kafka settings of Kafka Streams, its clients and the schema registry client
 */
record Settings(
        List<String> usersTopics,
        @Nullable String peopleTopic,
        String identitiesTopic,
        @Nullable String deadLetters,
        ExternalIds externalIds,
        Authority authority,
        int sharedAbove,
        Duration remember,
        Map<String, String> kafka) {

    private static final Set<String> NAMES = Set.of(
            "users.topics",
            "people.topic",
            "identities.topic",
            "dead.letters.topic",
            "company.id.vendors",
            "home.vendors",
            "shared.above",
            "remember.deleted.days");
    private static final String ENVIRONMENT = "IDENTITY_";

    /**
     * Settings of a properties file, overridden by the environment: {@code IDENTITY_HOME_VENDORS} is {@code home.vendors}.
     * What is no setting of this application is one of Kafka's.
     *
     * @throws IllegalArgumentException if a setting is missing or wrong, saying which and what to do
     */
    static Settings of(Map<String, String> file, Map<String, String> environment) {
        Map<String, String> all = new TreeMap<>(file);
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT)) {
                all.put(
                        name.substring(ENVIRONMENT.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        for (String required : List.of("application.id", "bootstrap.servers", "schema.registry.url", "users.topics")) {
            if (text(all, required) == null) {
                throw new IllegalArgumentException("Set " + required + " in the properties file or the environment");
            }
        }
        String identities = text(all, "identities.topic");
        String people = text(all, "people.topic");
        return new Settings(
                list(all, "users.topics"),
                people,
                identities == null ? "identities" : identities,
                text(all, "dead.letters.topic"),
                new ExternalIds(Set.copyOf(list(all, "company.id.vendors"))),
                new Authority(Set.copyOf(list(all, "home.vendors")), people != null),
                number(all, "shared.above", 20),
                Duration.ofDays(number(all, "remember.deleted.days", 7)),
                kafka(all));
    }

    private static Map<String, String> kafka(Map<String, String> all) {
        Map<String, String> kafka = new TreeMap<>(all);
        kafka.keySet().removeAll(NAMES);
        return kafka;
    }

    private static @Nullable String text(Map<String, String> all, String name) {
        String value = all.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static List<String> list(Map<String, String> all, String name) {
        String value = text(all, name);
        List<String> elements = new ArrayList<>();
        if (value != null) {
            Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .filter(element -> !element.isEmpty())
                    .distinct()
                    .forEach(elements::add);
        }
        return List.copyOf(elements);
    }

    private static int number(Map<String, String> all, String name, int otherwise) {
        String value = text(all, name);
        try {
            int number = value == null ? otherwise : Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, in the same words as a number that makes no sense.
        }
        throw new IllegalArgumentException("Set " + name + " to a whole number above 0, such as " + otherwise);
    }
}

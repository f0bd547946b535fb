package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.user.UserChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page for consumers names only fields that exist, and its recipes do what it says. */
class ConsumingTest {

    private static final Pattern WORD = Pattern.compile("[a-z_][a-z_0-9]*");
    private static final Pattern PATH =
            Pattern.compile("\\b(after|before|source|event|op)((?:\\[1\\])?(?:->|\\.)[a-z_0-9\\[\\]]+)*");
    private static final Pattern NAMED_HERE =
            Pattern.compile("\\b(?:as|table|stream|view)\\s+([a-z_]+)|([a-z_]+) bigint metadata");
    /** What is SQL in the page's queries. A name that is neither here nor in the contract is a mistake. */
    private static final Set<String> SQL =
            Set.of(("create table stream view as select from where and or in join on group by"
                            + " having order desc partition over emit changes with struct row array string bigint boolean"
                            + " metadata virtual interval day current_timestamp kafka_topic value_format"
                            + " latest_by_offset lcase lower from_unixtime unix_timestamp to_timestamp_ltz collect_set"
                            + " array_length row_number max false")
                    .split(" "));

    private static final Schema ENVELOPE = Wire.contract(UserSchemas.VALUE_RESOURCE);
    private static final Wire WIRE = new Wire("consuming");

    private static String page = "";

    @BeforeAll
    static void read() throws Exception {
        page = Files.readString(Path.of("../docs/consuming.md"));
    }

    static List<String> queries() throws Exception {
        read();
        return blocks("sql").stream()
                .map(query -> query.replaceAll("'[^']*'", "''").replace("`", "").toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    void thePageHasQueries() throws Exception {
        assertThat(queries()).hasSizeGreaterThan(8);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aQueryNamesNothingThatTheContractLacks(String query) throws Exception {
        Set<String> known = new HashSet<>(SQL);
        collect(ENVELOPE, known);
        for (String other : queries()) {
            matches(NAMED_HERE, other)
                    .forEach(named -> known.add(named.group(1) == null ? named.group(2) : named.group(1)));
        }
        assertThat(matches(WORD, query)).extracting(MatchResult::group).isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aPathInAQueryLeadsToAField(String query) {
        for (MatchResult path : matches(PATH, query)) {
            Schema at = ENVELOPE;
            for (String step : path.group().replace("[1]", "").split("->|\\.")) {
                at = child(at, step, path.group());
            }
        }
    }

    @Test
    void theRowOfTheJdbcSinkIsFlatAndEndsWithTheUser() throws Exception {
        Map<String, String> config = recipe(0);

        Struct row = (Struct) transformed(Samples.update(), config).value();
        assertThat(row.schema().fields())
                .allMatch(field -> field.schema().type().isPrimitive());
        assertThat(row.schema().fields())
                .extracting(Field::name)
                .contains("id", "lifecycleState", "meta_created", "meta_lastModified", "meta_version")
                .contains("__op", "__source_ts_ms", "__event_revision");
        assertThat(transformed(Samples.delete(), config).value()).isNull();
        assertThat(UserSchemas.KEY.fields())
                .extracting(Field::name)
                .containsExactly(config.get("pk.fields").split(","));
    }

    @Test
    void theRowOfTheHistoryTellsOfDeletesToo() throws Exception {
        Struct row = (Struct) transformed(Samples.delete(), recipe(1)).value();

        assertThat(row.getString("id")).isEqualTo(Samples.KEY.userId());
        assertThat(row.getString("__deleted")).isEqualTo("true");
        assertThat(row.getString("__event_id"))
                .isEqualTo(Samples.event(Samples.delete()).id());
    }

    private static List<String> blocks(String language) {
        return matches(Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL), page).stream()
                .map(block -> block.group(1))
                .toList();
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static Schema child(Schema parent, String name, String path) {
        Schema record = bare(parent);
        assertThat(record.getType()).as(path).isEqualTo(Schema.Type.RECORD);
        return record.getFields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No field '" + name + "' of " + path))
                .schema();
    }

    /** What is left of optional values and lists. */
    private static Schema bare(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> bare(schema.getTypes().get(1));
            case ARRAY -> bare(schema.getElementType());
            default -> schema;
        };
    }

    private static void collect(Schema schema, Set<String> names) {
        Schema record = bare(schema);
        if (record.getType() == Schema.Type.RECORD) {
            record.getFields().forEach(field -> {
                names.add(field.name().toLowerCase(Locale.ROOT));
                collect(field.schema(), names);
            });
        }
    }

    private static Map<String, String> recipe(int index) throws Exception {
        return new JsonMapper().readValue(blocks("json").get(index), new TypeReference<>() {});
    }

    /** A record of the topic, behind the transformations that a recipe names. */
    private static SinkRecord transformed(UserChange change, Map<String, String> config) throws Exception {
        Struct key = WIRE.readKey(WIRE.writeKey(UserKeyCodec.encode(change.key())));
        Struct value =
                WIRE.readValue(WIRE.writeValue(UserEventCodec.encode(Samples.event(change), Samples.EVERYTHING)));
        SinkRecord record = new SinkRecord("rollcall.users", 0, key.schema(), key, value.schema(), value, 0);
        for (String name : config.get("transforms").split(",")) {
            String prefix = "transforms." + name + ".";
            Map<String, String> settings = new TreeMap<>();
            config.forEach((setting, text) -> {
                if (setting.startsWith(prefix)) {
                    settings.put(setting.substring(prefix.length()), text);
                }
            });
            record = apply(settings, record);
        }
        return record;
    }

    @SuppressWarnings("unchecked") // What a worker does with the class that a setting names.
    private static SinkRecord apply(Map<String, String> settings, SinkRecord record) throws Exception {
        try (Transformation<SinkRecord> transformation = (Transformation<SinkRecord>)
                Class.forName(settings.get("type")).getConstructor().newInstance()) {
            transformation.configure(settings);
            return transformation.apply(record);
        }
    }
}

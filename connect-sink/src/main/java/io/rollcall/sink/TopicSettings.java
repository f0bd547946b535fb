package io.rollcall.sink;

import io.rollcall.config.NamePattern;
import io.rollcall.config.SettingGroup;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The topics of a sink connector. They have the same number of partitions: a command, its answer and what is remembered of
 * its subject lie in the same one.
 *
 * @param replication factor for those that are created; -1 for the broker's own
 */
record TopicSettings(String commands, String results, String ledger, short replication) {
    static final String COMMANDS = "topics";
    static final String COMMANDS_REGEX = "topics.regex";
    static final String RESULTS = "results.topic";
    static final String LEDGER = "ledger.topic";
    static final String REPLICATION = "topic.replication.factor";

    private static final String NAME = "[a-zA-Z0-9._-]{1,249}";

    static void define(SettingGroup group) {
        group.add(
                        COMMANDS,
                        Type.LIST,
                        List.of(),
                        new NamePattern(NAME),
                        Importance.HIGH,
                        Width.MEDIUM,
                        "Commands topic",
                        "The topic that commands come from, exactly one, so without topics.regex. It has to exist. Its number of "
                                + "partitions cannot change while the connector is in use: subjects would move to partitions "
                                + "where nothing is remembered of them.")
                .add(
                        RESULTS,
                        Type.STRING,
                        null,
                        optionalName(),
                        Importance.MEDIUM,
                        Width.MEDIUM,
                        "Results topic",
                        "The topic that the answers to commands go to. Unset: '<commands topic>.results'. Created when missing, "
                                + "with as many partitions as the commands topic. Connectors of one commands topic may share "
                                + "it.")
                .add(
                        LEDGER,
                        Type.STRING,
                        null,
                        optionalName(),
                        Importance.LOW,
                        Width.MEDIUM,
                        "Ledger topic",
                        "The compacted topic that remembers for each subject what was done last, so that no command is applied "
                                + "twice. Unset: '<commands topic>.ledger'. Created when missing, with as many partitions as the "
                                + "commands topic. Connectors of one commands topic may share it. Losing it means that replayed "
                                + "commands are applied again.")
                .add(
                        REPLICATION,
                        Type.SHORT,
                        (short) -1,
                        LambdaValidator.with(TopicSettings::ensureReplication, () -> "-1 or at least 1"),
                        Importance.LOW,
                        Width.SHORT,
                        "Replication factor",
                        "How many brokers hold the results and ledger topics that are created here; -1 for the brokers' own "
                                + "default.");
    }

    private static LambdaValidator optionalName() {
        NamePattern form = new NamePattern(NAME);
        return LambdaValidator.with(
                (name, value) -> {
                    if (value != null) {
                        form.ensureValid(name, value);
                    }
                },
                form::toString);
    }

    private static void ensureReplication(String name, @Nullable Object value) {
        if (value instanceof Short factor && factor != -1 && factor < 1) {
            throw new ConfigException(name, value, "Set it to -1 or to at least 1.");
        }
    }

    static TopicSettings parse(AbstractConfig settings, Map<String, String> props) {
        List<String> commands = settings.getList(COMMANDS);
        if (!props.getOrDefault(COMMANDS_REGEX, "").isBlank()) {
            throw new ConfigException(COMMANDS + " has to name the one commands topic, but " + COMMANDS_REGEX
                    + " is set: answers keep the partition of their command, so there can be only one. Remove "
                    + COMMANDS_REGEX + ".");
        }
        if (commands.size() != 1) {
            throw new ConfigException(COMMANDS + " names " + commands.size()
                    + " topics. Set it to the one commands topic, and make another connector for another.");
        }
        String topic = commands.get(0);
        String results = settings.getString(RESULTS);
        String ledger = settings.getString(LEDGER);
        TopicSettings parsed = new TopicSettings(
                topic,
                results == null ? topic + ".results" : results,
                ledger == null ? topic + ".ledger" : ledger,
                settings.getShort(REPLICATION));
        parsed.ensureApart();
        return parsed;
    }

    private void ensureApart() {
        if (results.equals(commands)) {
            throw new ConfigException(RESULTS + " is the commands topic itself. Give answers a topic of their own.");
        }
        if (ledger.equals(commands) || ledger.equals(results)) {
            throw new ConfigException(LEDGER + " is also the topic of commands or results. Give it one of its own.");
        }
    }
}

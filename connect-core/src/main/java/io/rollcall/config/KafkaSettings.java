package io.rollcall.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * How clients of the connector's own reach Kafka: it never sees the worker's settings.
 *
 * @param clients settings for any client, without the prefix
 */
public record KafkaSettings(Map<String, Object> clients) {
    public static final String PREFIX = "kafka.";
    public static final String BOOTSTRAP = PREFIX + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

    private static final String FORM = "([0-9a-zA-Z%._-]+://)?\\[?[0-9a-zA-Z%._:-]+]?:[0-9]{1,5}";

    /**
     * Adds the brokers to a connector's settings.
     *
     * @param purpose what the connector writes there, and what it has to be allowed to
     */
    public static void define(SettingGroup group, String purpose) {
        add(group, ConfigDef.NO_DEFAULT_VALUE, Importance.HIGH, purpose);
    }

    /** The same for a connector that can do without. */
    public static void defineOptional(SettingGroup group, String purpose) {
        add(group, List.of(), Importance.MEDIUM, purpose);
    }

    private static void add(SettingGroup group, Object otherwise, Importance importance, String purpose) {
        group.add(
                BOOTSTRAP,
                Type.LIST,
                otherwise,
                new NamePattern(FORM),
                importance,
                Width.LONG,
                "Kafka",
                "Brokers of the cluster that the worker uses, as host:port, separated by commas. A connector is not told the "
                        + "worker's settings, and " + purpose
                        + " Any other setting of Kafka's clients can be given with the "
                        + "prefix 'kafka.' too, such as kafka.security.protocol and kafka.sasl.jaas.config.");
    }

    /**
     * Reads them.
     *
     * @throws ConfigException when no broker is named
     */
    public static KafkaSettings parse(AbstractConfig settings, String clientId) {
        return parseOptional(settings, clientId)
                .orElseThrow(
                        () -> new ConfigException(BOOTSTRAP + " is empty. Name at least one broker as host:port."));
    }

    /** Empty when no broker is named. */
    public static Optional<KafkaSettings> parseOptional(AbstractConfig settings, String clientId) {
        if (settings.getList(BOOTSTRAP).isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> clients = new HashMap<>();
        clients.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        clients.putAll(settings.originalsWithPrefix(PREFIX));
        return Optional.of(new KafkaSettings(clients));
    }

    /** Their names only: among the values are passwords. */
    @Override
    public String toString() {
        return "KafkaSettings" + clients.keySet();
    }
}

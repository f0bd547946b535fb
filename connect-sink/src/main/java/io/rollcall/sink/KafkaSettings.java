package io.rollcall.sink;

import io.rollcall.config.NamePattern;
import io.rollcall.config.SettingGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/**
 * How clients of the connector's own reach Kafka: it never sees the worker's settings.
 *
 * @param clients settings for any client, without the prefix
 */
record KafkaSettings(Map<String, Object> clients) {
    static final String PREFIX = "kafka.";
    static final String BOOTSTRAP = PREFIX + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

    static void define(SettingGroup group) {
        group.add(
                BOOTSTRAP,
                Type.LIST,
                ConfigDef.NO_DEFAULT_VALUE,
                new NamePattern("([0-9a-zA-Z%._-]+://)?\\[?[0-9a-zA-Z%._:-]+]?:[0-9]{1,5}"),
                Importance.HIGH,
                Width.LONG,
                "Kafka",
                "Brokers of the cluster that the worker uses, as host:port, separated by commas. The connector writes results "
                        + "and ledger by clients of its own, and a connector is not told the worker's settings. Any other setting "
                        + "of Kafka's clients can be given with the prefix 'kafka.' too, such as kafka.security.protocol and "
                        + "kafka.sasl.jaas.config. The user needs to read and describe the commands topic, to read, write, "
                        + "describe and configure results and ledger, and to create them or find them there.");
    }

    static KafkaSettings parse(AbstractConfig settings, String clientId) {
        if (settings.getList(BOOTSTRAP).isEmpty()) {
            throw new ConfigException(BOOTSTRAP + " is empty. Name at least one broker as host:port.");
        }
        Map<String, Object> clients = new HashMap<>();
        clients.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        clients.putAll(settings.originalsWithPrefix(PREFIX));
        return new KafkaSettings(clients);
    }

    /** What Kafka's own clients say to settings with the prefix that are wrong by themselves. */
    static List<ConfigValue> wrong(Map<String, String> props) {
        Map<String, String> clients = new HashMap<>();
        props.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(BOOTSTRAP)) {
                clients.put(name.substring(PREFIX.length()), value);
            }
        });
        Map<String, ConfigValue> wrong = new LinkedHashMap<>();
        Stream.of(AdminClientConfig.configDef(), ProducerConfig.configDef(), ConsumerConfig.configDef())
                .flatMap(definition -> definition.validate(clients).stream())
                .filter(value -> clients.containsKey(value.name())
                        && !value.errorMessages().isEmpty())
                .forEach(value -> wrong.putIfAbsent(
                        value.name(),
                        new ConfigValue(
                                PREFIX + value.name(),
                                null,
                                new ArrayList<>(),
                                // What follows complains that there is no value then.
                                new ArrayList<>(value.errorMessages().subList(0, 1)))));
        return List.copyOf(wrong.values());
    }
}

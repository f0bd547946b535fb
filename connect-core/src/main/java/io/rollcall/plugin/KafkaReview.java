package io.rollcall.plugin;

import io.rollcall.config.KafkaSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigValue;

/** Has Kafka's clients look at the settings that are meant for them. */
public final class KafkaReview {
    private KafkaReview() {}

    /** What Kafka's own clients say to settings with the prefix that are wrong by themselves. */
    public static List<ConfigValue> wrong(Map<String, String> props) {
        Map<String, String> clients = new HashMap<>();
        props.forEach((name, value) -> {
            if (name.startsWith(KafkaSettings.PREFIX) && !name.equals(KafkaSettings.BOOTSTRAP)) {
                clients.put(name.substring(KafkaSettings.PREFIX.length()), value);
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
                                KafkaSettings.PREFIX + value.name(),
                                null,
                                new ArrayList<>(),
                                // What follows complains that there is no value then.
                                new ArrayList<>(value.errorMessages().subList(0, 1)))));
        return List.copyOf(wrong.values());
    }
}

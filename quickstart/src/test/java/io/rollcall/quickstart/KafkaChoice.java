package io.rollcall.quickstart;

/**
 * Which Kafka the tests' stacks run on: a process of their own, or with {@code -Drollcall.kafka=container} a container each, of
 * {@code -Drollcall.kafka.image}. Tests that kill or stop the broker ask {@link StackSettings} for the process instead.
 */
final class KafkaChoice {

    private static final String PROPERTY = "rollcall.kafka";

    private KafkaChoice() {}

    /** The default settings, on the Kafka that was chosen. */
    static StackSettings settings() {
        StackSettings settings = StackSettings.defaults();
        String choice = System.getProperty(PROPERTY, "process");
        return switch (choice) {
            case "process" -> settings;
            case "container" -> {
                String image = System.getProperty(KafkaContainerServer.IMAGE_PROPERTY, "apache/kafka:4.3.1");
                yield settings.withKafka(() -> new KafkaContainerServer(image));
            }
            default -> throw new IllegalArgumentException(PROPERTY + " is process or container, not " + choice);
        };
    }
}

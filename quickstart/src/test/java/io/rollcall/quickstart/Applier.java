package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.connect.avro.AvroConverter;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.schema.ResultCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.data.Struct;

/** A running connector that applies commands at one desk, and the topics that are its own. For one thread. */
final class Applier implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Stack stack;
    private final Desk desk;
    private final String tenant;
    private final Map<String, String> settings;
    private final CommandWriter writer;
    private final RawTopic resultsTopic;
    private final AvroConverter keys;
    private final AvroConverter values;
    private final List<Answer> answers = new ArrayList<>();

    /**
     * A record of the results topic.
     *
     * @param partition where it lies
     * @param result decoded
     */
    record Answer(int partition, ProvisioningResult result) {
        boolean isTerminal() {
            return result.code().status().terminal();
        }

        /** Status and code say nothing about a person, and a failed assertion need not drown in one. */
        @Override
        public String toString() {
            return result.operation() + " " + result.code() + " " + result.message();
        }
    }

    private Applier(Stack stack, Desk desk, String tenant, Map<String, String> settings) {
        this.stack = stack;
        this.desk = desk;
        this.tenant = tenant;
        this.settings = settings;
        writer = new CommandWriter(stack.cluster(), topic());
        resultsTopic = RawTopic.of(stack, resultsTopic());
        keys = stack.cluster().converter(true);
        values = stack.cluster().converter(false);
    }

    /**
     * Makes the commands topic, and has the connector made, which may still fail.
     *
     * @param tenant also in the names of connector and topics
     * @param special settings that differ from the desk's usual ones
     */
    static Applier create(Stack stack, Desk desk, String tenant, int partitions, Map<String, String> special)
            throws InterruptedException {
        Map<String, String> settings = new TreeMap<>(desk.sinkSettings(stack));
        settings.put("tenant", tenant);
        settings.put("topics", desk.name() + "-" + tenant + ".commands");
        settings.putAll(special);
        Applier applier = new Applier(stack, desk, tenant, settings);
        stack.cluster().create(applier.topic(), partitions);
        stack.connect().put(applier.name(), settings);
        return applier;
    }

    /** Like {@link #create}, and returns when it runs. */
    static Applier start(Stack stack, Desk desk, String tenant, int partitions, Map<String, String> special)
            throws InterruptedException {
        Applier applier = create(stack, desk, tenant, partitions, special);
        stack.connect().awaitRunning(applier.name());
        return applier;
    }

    String name() {
        return desk.name() + "-" + tenant + "-sink";
    }

    Desk desk() {
        return desk;
    }

    String topic() {
        return settings.get("topics");
    }

    String resultsTopic() {
        return settings.getOrDefault("results.topic", topic() + ".results");
    }

    String ledgerTopic() {
        return settings.getOrDefault("ledger.topic", topic() + ".ledger");
    }

    Map<String, String> settings() {
        return settings;
    }

    Career career(String email) {
        return new Career(desk.vendor(), tenant, email);
    }

    /** Writes a command as Avro. */
    RecordMetadata write(ProvisioningCommand command) throws InterruptedException {
        return writer.write(command);
    }

    /** Everything on the results topic. */
    List<Answer> answers() {
        resultsTopic.more().forEach(record -> answers.add(new Answer(record.partition(), decoded(record))));
        return List.copyOf(answers);
    }

    private ProvisioningResult decoded(ConsumerRecord<byte[], byte[]> record) {
        String topic = resultsTopic();
        return ResultCodec.decode(
                (Struct) keys.toConnectData(topic, record.key()).value(),
                (Struct) values.toConnectData(topic, record.value()).value());
    }

    /** The terminal answer to a command, when it is there. */
    Answer answer(ProvisioningCommand command) throws InterruptedException {
        awaitAnswers(List.of(command));
        return terminal(command);
    }

    /** Returns when each of the commands has its terminal answer. */
    void awaitAnswers(Collection<ProvisioningCommand> commands) throws InterruptedException {
        Set<String> wanted =
                commands.stream().map(ProvisioningCommand::commandId).collect(Collectors.toSet());
        Eventually.holds(
                "answers to " + wanted.size() + " commands of " + name(),
                LIMIT,
                () -> answers().stream()
                        .filter(Answer::isTerminal)
                        .map(answer -> answer.result().commandId())
                        .collect(Collectors.toSet())
                        .containsAll(wanted));
    }

    private Answer terminal(ProvisioningCommand command) {
        return answers.stream()
                .filter(Answer::isTerminal)
                .filter(answer -> answer.result().commandId().equals(command.commandId()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns when Connect has committed everything that is on the commands topic now. */
    void awaitCommitted() throws InterruptedException {
        long written;
        try (RawTopic commands = RawTopic.of(stack, topic())) {
            written = commands.size();
        }
        Eventually.holds("commit of " + topic(), LIMIT, () -> committed() == written);
    }

    /** How far Connect has committed, over all partitions. */
    private long committed() {
        try {
            return stack.connect().offsets(name()).findValues("kafka_offset").stream()
                    .mapToLong(JsonNode::asLong)
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        writer.close();
        resultsTopic.close();
    }
}

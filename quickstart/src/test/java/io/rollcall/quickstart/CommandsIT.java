package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.Code;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.quickstart.Applier.Answer;
import io.rollcall.quickstart.ConnectorStatus.State;
import io.rollcall.schema.CommandCodec;
import io.rollcall.schema.CommandJson;
import io.rollcall.schema.CommandKeyCodec;
import io.rollcall.schema.CommandSchemas;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands on their way through a real worker with the packaged connectors, in every form, good and bad. */
class CommandsIT {

    private static final int PARTITIONS = 4;
    private static final int PEOPLE = 12;

    private static Simulator simulator;
    private static Stack stack;
    private final List<Applier> appliers = new ArrayList<>();

    @BeforeAll
    static void start() throws InterruptedException {
        simulator = Simulator.start();
        stack = Stack.start(KafkaChoice.settings());
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }

    @AfterEach
    void forget() throws InterruptedException {
        for (Applier applier : appliers) {
            stack.connect().delete(applier.name());
            applier.close();
        }
    }

    /** Puts one command on the topic in some form. */
    private interface Form {
        ProducerRecord<byte[], byte[]> of(String topic, ProvisioningCommand command);
    }

    @Test
    void avroJsonAndJsonWithSchemaEndInTheRightStateWithOneAnswerEachInTheCommandsPartition() throws Exception {
        JsonConverter keys = converter(true);
        JsonConverter values = converter(false);
        assertLivesAreLived(start(new OlarkDesk(simulator), "avro", Map.of()), null);
        assertLivesAreLived(
                start(new GladlyDesk(simulator), "json", HandWritten.settings(false)),
                (topic, command) -> new ProducerRecord<>(topic, HandWritten.key(command), HandWritten.value(command)));
        assertLivesAreLived(
                start(new TalkdeskDesk(simulator), "whole", HandWritten.settings(true)),
                (topic, command) -> new ProducerRecord<>(
                        topic,
                        keys.fromConnectData(topic, CommandSchemas.KEY, CommandKeyCodec.encode(command.key())),
                        values.fromConnectData(topic, CommandSchemas.COMMAND, CommandCodec.encode(command))));
    }

    /** Everybody joins, gets another name and moves; every third leaves. */
    private void assertLivesAreLived(Applier applier, @Nullable Form form) throws Exception {
        List<ProvisioningCommand> commands = new ArrayList<>();
        Map<String, String> expected = new TreeMap<>();
        for (int person = 0; person < PEOPLE; person++) {
            Career career = applier.career("person" + person + "@example.com");
            commands.add(career.joins("Person " + person).at(Instant.now()));
            commands.add(career.called("Renamed " + person).at(Instant.now()));
            commands.add(career.moves().at(Instant.now()));
            if (person % 3 == 0) {
                commands.add(career.leaves().at(Instant.now()));
            } else {
                expected.put(career.email(), "Renamed " + person + " in 1");
            }
        }
        Map<String, Integer> partitions = new TreeMap<>();
        try (KafkaProducer<byte[], byte[]> producer = stack.cluster().producer()) {
            for (ProvisioningCommand command : commands) {
                int partition = form == null
                        ? applier.write(command).partition()
                        : producer.send(form.of(applier.topic(), command)).get().partition();
                partitions.put(command.commandId(), partition);
            }
        }
        applier.awaitAnswers(commands);
        applier.awaitCommitted();

        List<Answer> terminal =
                applier.answers().stream().filter(Answer::isTerminal).toList();
        assertThat(terminal)
                .hasSize(commands.size())
                .allMatch(answer -> answer.result().code() == Code.APPLIED)
                .allMatch(answer ->
                        answer.partition() == partitions.get(answer.result().commandId()));
        assertThat(terminal).extracting(answer -> answer.result().commandId()).doesNotHaveDuplicates();
        assertThat(working(applier.desk())).isEqualTo(expected);
    }

    /** Name and number of memberships of everybody who can work, by address. */
    private static Map<String, String> working(Desk desk) {
        Map<String, String> working = new TreeMap<>();
        for (JsonNode user : desk.account().users()) {
            if (desk.works(user)) {
                Profile profile = desk.expected(user);
                working.put(
                        profile.emails().iterator().next(),
                        profile.texts().get("displayName") + " in "
                                + profile.groups().size());
            }
        }
        return working;
    }

    @Test
    void resultsAndLedgerAreCreatedWithTheCommandsPartitionsAndTheLedgerIsCompacted() throws Exception {
        Applier applier = start(new OlarkDesk(simulator), "topics", Map.of());
        try (Admin admin = stack.cluster().admin()) {
            List<String> topics = List.of(applier.resultsTopic(), applier.ledgerTopic());
            assertThat(admin.describeTopics(topics).allTopicNames().get().values())
                    .allMatch(topic -> topic.partitions().size() == PARTITIONS);
            ConfigResource ledger = new ConfigResource(ConfigResource.Type.TOPIC, applier.ledgerTopic());
            assertThat(admin.describeConfigs(List.of(ledger))
                            .all()
                            .get()
                            .get(ledger)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void tombstonesAndOtherTenantsCommandsArePassedOver() throws Exception {
        Applier applier = start(new OlarkDesk(simulator), "mine", Map.of());
        long mark = simulator.journal().last();
        ProvisioningCommand others = new Career(applier.desk().vendor(), "other", "o@example.com")
                .joins("Other")
                .at(Instant.now());
        ProvisioningCommand elsewhere = new Career(Vendor.GLADLY, "mine", "e@example.com")
                .joins("Elsewhere")
                .at(Instant.now());
        ProvisioningCommand someone =
                applier.career("someone@example.com").joins("Someone").at(Instant.now());
        applier.write(others);
        applier.write(elsewhere);
        try (KafkaProducer<byte[], byte[]> producer = stack.cluster().producer()) {
            byte[] mine = stack.cluster()
                    .converter(true)
                    .fromConnectData(applier.topic(), CommandSchemas.KEY, CommandKeyCodec.encode(someone.key()));
            producer.send(new ProducerRecord<>(applier.topic(), mine, null)).get();
        }
        applier.awaitCommitted();

        assertThat(applier.answers()).isEmpty();
        assertThat(simulator.journal().entries(request -> request.sequence() > mark))
                .isEmpty();
    }

    @Test
    void poisonGoesToTheDeadLettersAndEverybodyElseIsServed() throws Exception {
        Map<String, String> tolerant = HandWritten.settings(false);
        tolerant.put("errors.tolerance", "all");
        tolerant.put("errors.deadletterqueue.topic.name", "graveyard");
        tolerant.put("errors.deadletterqueue.topic.replication.factor", "1");
        tolerant.put("errors.deadletterqueue.context.headers.enable", "true");
        Applier applier = start(new OlarkDesk(simulator), "poisoned", tolerant);
        ProvisioningCommand good =
                applier.career("good@example.com").joins("Good").at(Instant.now());
        ProvisioningCommand odd =
                applier.career("odd@example.com").called("Odd").at(Instant.now());
        ObjectNode slip = (ObjectNode) CommandJson.toJson(odd).without("subjectKey");
        slip.put("displayNme", "Odd");
        try (KafkaProducer<byte[], byte[]> producer = stack.cluster().producer()) {
            producer.send(new ProducerRecord<>(applier.topic(), 0, null, HandWritten.bytes("{no json")));
            producer.send(new ProducerRecord<>(applier.topic(), 1, null, HandWritten.bytes("{\"hello\":1}")));
            producer.send(
                    new ProducerRecord<>(applier.topic(), 2, HandWritten.key(odd), HandWritten.bytes(slip.toString())));
            producer.send(new ProducerRecord<>(applier.topic(), 2, HandWritten.key(good), HandWritten.value(good)));
            producer.flush();
        }
        applier.awaitAnswers(List.of(good, odd));
        applier.awaitCommitted();

        assertThat(applier.answers())
                .filteredOn(Answer::isTerminal)
                .extracting(answer -> answer.result().code())
                .containsExactlyInAnyOrder(Code.INVALID_COMMAND, Code.APPLIED);
        try (RawTopic graveyard = RawTopic.of(stack, "graveyard")) {
            assertThat(graveyard.more())
                    .extracting(CommandsIT::text)
                    .containsExactlyInAnyOrder("{no json", "{\"hello\":1}", slip.toString());
        }
        assertThat(stack.connect().status(applier.name()).isAll(State.RUNNING)).isTrue();
    }

    @Test
    void withoutToleranceARecordThatIsNoCommandStopsTheTaskWhichSaysWhereItLies() throws Exception {
        Applier applier = start(new OlarkDesk(simulator), "strict", HandWritten.settings(false));
        try (KafkaProducer<byte[], byte[]> producer = stack.cluster().producer()) {
            producer.send(new ProducerRecord<>(applier.topic(), 3, null, HandWritten.bytes("{\"hello\":1}")))
                    .get();
        }
        assertThat(failure(applier))
                .contains("Topic " + applier.topic() + ", partition 3, offset 0", "errors.tolerance=all");
    }

    @Test
    void topicsThatDoNotFitAreRefusedInWords() throws Exception {
        stack.cluster().create("narrow.results", PARTITIONS - 1);
        stack.cluster().create("forgetful.ledger", PARTITIONS);
        stack.cluster()
                .create(new NewTopic("half.ledger", PARTITIONS, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact,delete")));
        Desk desk = new OlarkDesk(simulator);

        assertThat(failure(create(desk, "narrow", Map.of("results.topic", "narrow.results"))))
                .contains("Topic narrow.results, named by results.topic, has 3 partitions", "has 4");
        assertThat(failure(create(desk, "forgetful", Map.of("ledger.topic", "forgetful.ledger"))))
                .contains("Topic forgetful.ledger, named by ledger.topic, has cleanup.policy=delete");
        assertThat(failure(create(desk, "half", Map.of("ledger.topic", "half.ledger"))))
                .contains("Topic half.ledger, named by ledger.topic, has cleanup.policy=compact,delete");
    }

    private static String failure(Applier applier) throws InterruptedException {
        return stack.connect()
                .await(applier.name(), status -> status.failure().isPresent())
                .failure()
                .orElseThrow();
    }

    private Applier create(Desk desk, String tenant, Map<String, String> special) throws InterruptedException {
        Applier applier = Applier.create(stack, desk, tenant, PARTITIONS, special);
        appliers.add(applier);
        return applier;
    }

    private Applier start(Desk desk, String tenant, Map<String, String> special) throws InterruptedException {
        Applier applier = create(desk, tenant, special);
        stack.connect().awaitRunning(applier.name());
        return applier;
    }

    private static JsonConverter converter(boolean forKeys) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "true"), forKeys);
        return converter;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}

package io.rollcall.quickstart;

import io.confluent.connect.avro.AvroConverter;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.schema.CommandCodec;
import io.rollcall.schema.CommandKeyCodec;
import io.rollcall.schema.CommandSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes commands as a producer would: Avro, with the registry's schemas. */
final class CommandWriter implements AutoCloseable {
    private final Cluster cluster;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroConverter keys;
    private final AvroConverter values;

    CommandWriter(Cluster cluster, String topic) {
        this.cluster = cluster;
        this.topic = topic;
        producer = cluster.producer();
        keys = cluster.converter(true);
        values = cluster.converter(false);
    }

    /**
     * Writes a command and returns when Kafka holds it.
     *
     * @throws StackException when Kafka or the registry does not take it
     */
    RecordMetadata write(ProvisioningCommand command) throws InterruptedException {
        ProducerRecord<byte[], byte[]> record = await(
                CompletableFuture.supplyAsync(() -> record(command)),
                "The schema registry at " + cluster.registry() + " does not take the command's schema");
        try {
            return await(producer.send(record), "Topic " + topic + " does not take the command");
        } catch (KafkaException refused) {
            throw new StackException("Topic " + topic + " does not take the command: " + refused.getMessage(), refused);
        }
    }

    /**
     * Writes commands and returns when Kafka holds all of them.
     *
     * @throws StackException when Kafka does not take them
     */
    void write(List<ProvisioningCommand> commands) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ProvisioningCommand command : commands) {
            sent.add(producer.send(record(command)));
        }
        for (Future<RecordMetadata> each : sent) {
            await(each, "Topic " + topic + " does not take the commands");
        }
    }

    private ProducerRecord<byte[], byte[]> record(ProvisioningCommand command) {
        return new ProducerRecord<>(
                topic,
                keys.fromConnectData(topic, CommandSchemas.KEY, CommandKeyCodec.encode(command.key())),
                values.fromConnectData(topic, CommandSchemas.COMMAND, CommandCodec.encode(command)));
    }

    private static <T> T await(Future<T> answer, String otherwise) throws InterruptedException {
        try {
            return answer.get(Cluster.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw new StackException(otherwise + ": no answer within " + Cluster.PATIENCE.toSeconds() + " s");
        } catch (ExecutionException failed) {
            throw new StackException(otherwise + ": " + root(failed).getMessage(), failed);
        }
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    @Override
    public void close() {
        producer.close(Cluster.PATIENCE);
    }
}

package io.rollcall.sink;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.Vendors;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A worker for one task, played by a test: it calls the task as Connect does, with Kafka beside it. */
final class Worker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeKafka kafka;
    final Context context = new Context();
    private final Vendor vendor;
    private final Map<String, String> settings;
    private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
    private StartedSink sink;

    /** At Olark. */
    Worker(Map<String, String> settings, FakeKafka kafka) {
        this(Vendors.OLARK, settings, kafka);
    }

    Worker(Vendor vendor, Map<String, String> settings, FakeKafka kafka) {
        this.vendor = vendor;
        this.settings = new HashMap<>(settings);
        this.kafka = kafka;
    }

    Worker with(String setting, Object value) {
        settings.put(setting, String.valueOf(value));
        return this;
    }

    /** Starts the task and gives it partitions. */
    Worker start(Integer... partitions) {
        sink = StartedSink.start(SinkSettings.parse(vendor, settings), context, kafka, InstantSource.system());
        assign(partitions);
        return this;
    }

    void assign(Integer... partitions) {
        context.assignment.addAll(places(partitions));
        sink.open(places(partitions));
    }

    void revoke(Integer... partitions) {
        sink.close(places(partitions));
        context.assignment.removeAll(places(partitions));
        read.keySet().removeAll(places(partitions));
    }

    void put(SinkRecord... records) {
        for (SinkRecord record : records) {
            read.put(
                    new TopicPartition(record.topic(), record.kafkaPartition()),
                    new OffsetAndMetadata(record.kafkaOffset() + 1));
        }
        sink.put(List.of(records));
    }

    /** Goes on calling, as Connect does, until something is so. */
    void putUntil(BooleanSupplier reached) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    put();
                    return reached.getAsBoolean();
                });
    }

    /** What Connect would commit now, by partition. */
    Map<Integer, Long> committable() {
        Map<Integer, Long> offsets = new TreeMap<>();
        sink.progress(read).forEach((place, offset) -> offsets.put(place.partition(), offset.offset()));
        return offsets;
    }

    /** The answers so far, as command ids with codes. */
    List<String> answers() {
        return kafka.sent(FakeKafka.RESULTS).stream()
                .map(record -> {
                    JsonNode answer = json(record.value());
                    return answer.path("commandId").asText() + " "
                            + answer.path("code").asText();
                })
                .toList();
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("Not JSON", e);
        }
    }

    private static List<TopicPartition> places(Integer... partitions) {
        return Arrays.stream(partitions)
                .map(partition -> new TopicPartition(Records.TOPIC, partition))
                .toList();
    }

    @Override
    public void close() {
        if (sink != null) {
            sink.close();
        }
    }
}

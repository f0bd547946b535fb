package io.rollcall.example.identity;

import io.confluent.connect.avro.AvroConverter;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.rollcall.schema.UserEvent;
import io.rollcall.schema.UserEventCodec;
import io.rollcall.schema.UserKeyCodec;
import io.rollcall.user.UserKey;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Two steps. <em>Reading</em> has no state and runs on as many partitions as the topics have. <em>Joining</em> is one
 * task, because any two accounts may turn out to be one person's: it sees everything, and needs no order between keys.
 */
final class IdentityTopology {

    private static final Serde<String> TEXT = Serdes.String();

    private final Settings settings;

    IdentityTopology(Settings settings) {
        this.settings = settings;
    }

    Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(store(AccountProcessor.STORE, AccountProcessor.Heard.class));
        builder.addStateStore(store(EntryGraph.ENTRIES, Entry.class));
        builder.addStateStore(store(EntryGraph.LINKS, EntryGraph.Holders.class));

        KStream<String, Entry> entries = events(builder)
                .process(
                        () -> new AccountProcessor(settings.remember()),
                        Named.as("order-events"),
                        AccountProcessor.STORE);
        if (settings.peopleTopic() != null) {
            entries = entries.merge(people(builder, settings.peopleTopic()), Named.as("entries"));
        }
        entries.process(
                        () -> new IdentityProcessor(settings.authority(), settings.sharedAbove()),
                        Named.as("join-entries"),
                        EntryGraph.ENTRIES,
                        EntryGraph.LINKS)
                .to(
                        settings.identitiesTopic(),
                        Produced.<String, Identity>as("write-identities")
                                .withKeySerde(TEXT)
                                .withValueSerde(identity()));
        return builder.build();
    }

    private KStream<String, AccountEvent> events(StreamsBuilder builder) {
        Deserializer<UserKey> keys = new ConnectDeserializer<>(converter(true), UserKeyCodec::decode);
        Deserializer<UserEvent> values = new ConnectDeserializer<>(converter(false), UserEventCodec::decode);
        return builder.stream(
                        settings.usersTopics(),
                        Consumed.with(Reading.keys(keys), new Reading<>(values)).withName("read-users"))
                .map(
                        (key, event) -> KeyValue.pair(
                                Account.key(key),
                                event == null ? null : AccountEvent.of(event, settings.externalIds())),
                        Named.as("reduce-users"))
                .repartition(inOnePartition("account-events", AccountEvent.class));
    }

    private KStream<String, Entry> people(StreamsBuilder builder, String topic) {
        return builder.stream(
                        topic,
                        Consumed.with(Reading.keys(TEXT.deserializer()), JsonSerde.of(PeopleRecord.class))
                                .withName("read-people"))
                .map(
                        (id, told) -> KeyValue.pair(Person.key(id), told == null ? null : Person.of(id, told)),
                        Named.as("reduce-people"))
                .repartition(inOnePartition("people", Person.class))
                .mapValues(person -> (Entry) person, Named.as("people-as-entries"));
    }

    private static <T> Repartitioned<String, T> inOnePartition(String name, Class<T> type) {
        return Repartitioned.<String, T>as(name)
                .withKeySerde(TEXT)
                .withValueSerde(JsonSerde.of(type))
                .withNumberOfPartitions(1);
    }

    /** In memory, restored from Kafka: directories are small, and no personal data lies on a disk that nobody thinks of. */
    private static <T> StoreBuilder<?> store(String name, Class<T> type) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), TEXT, JsonSerde.of(type));
    }

    private AvroConverter converter(boolean isKey) {
        AvroConverter converter = new AvroConverter();
        converter.configure(settings.kafka(), isKey);
        return converter;
    }

    private Serde<Identity> identity() {
        KafkaAvroSerializer avro = new KafkaAvroSerializer();
        avro.configure(settings.kafka(), false);
        return new Writing<>(new IdentityAvro(avro));
    }
}

package io.rollcall.quickstart;

import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The yardstick of an event: reads one agent at Gladly and writes one record, in a transaction of its own where events are. */
final class BareEvents {
    private static final String TOPIC = "bare";
    private static final String TRANSACTIONS = "bare-events";

    private final Stack stack;
    private final Simulator simulator;
    private final boolean exactlyOnce;

    BareEvents(Stack stack, Simulator simulator, boolean exactlyOnce) {
        this.stack = stack;
        this.simulator = simulator;
        this.exactlyOnce = exactlyOnce;
    }

    /** Milliseconds for each of these agents, until the record is acknowledged or committed. */
    List<Double> millis(List<String> ids) throws InterruptedException {
        Cluster cluster = stack.cluster();
        cluster.create(TOPIC, 1);
        BareClient vendor = BareListing.client(simulator.vendor(Vendor.GLADLY), BenchmarkCase.Api.GLADLY, simulator);
        List<Double> millis = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                exactlyOnce ? cluster.producer(TRANSACTIONS) : cluster.producer()) {
            if (exactlyOnce) {
                producer.initTransactions();
            }
            for (String id : ids) {
                long start = System.nanoTime();
                byte[] agent = vendor.get(simulator.gladlyUrl() + "/agents/" + id)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
                write(producer, agent);
                millis.add(BenchmarkRun.millisSince(start));
            }
        } catch (ExecutionException refused) {
            throw new StackException("The broker takes no record", refused);
        }
        return millis;
    }

    private void write(KafkaProducer<byte[], byte[]> producer, byte[] value)
            throws ExecutionException, InterruptedException {
        if (exactlyOnce) {
            producer.beginTransaction();
        }
        producer.send(new ProducerRecord<>(TOPIC, value)).get();
        if (exactlyOnce) {
            producer.commitTransaction();
        }
    }
}

package io.rollcall.sink;

import io.rollcall.apply.LedgerCodec;
import io.rollcall.apply.LedgerEntry;
import io.rollcall.command.CommandKey;
import io.rollcall.config.KafkaSettings;
import io.rollcall.schema.CommandJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the ledger says of newly assigned partitions, on a thread of its own.
 *
 * <p>All public methods are called by Connect's thread. What was read is handed over by {@link #deliver} only, so that a
 * partition which was taken away and given back meanwhile never gets what was read for its earlier turn.
 */
final class LedgerLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerLog.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final String commands;
    private final String vendor;
    private final String tenant;
    private final ExecutorService thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Integer, Load> wanted = new HashMap<>();
    private final Queue<Load> finished = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ConnectException failure;

    /** One turn of one partition. */
    private static final class Load {
        final int partition;
        final Map<CommandKey, LedgerEntry> entries = new HashMap<>();
        volatile boolean dropped;

        Load(int partition) {
            this.partition = partition;
        }
    }

    /** @param consumer used by this object's thread alone, and closed by it */
    LedgerLog(Consumer<byte[], byte[]> consumer, TopicSettings topics, String vendor, String tenant, String name) {
        this.consumer = consumer;
        this.topic = topics.ledger();
        this.commands = topics.commands();
        this.vendor = vendor;
        this.tenant = tenant;
        this.thread = Threads.one(name + "-ledger");
    }

    /** Begins to read partitions. */
    void load(Collection<Integer> partitions) {
        List<Load> loads = new ArrayList<>();
        for (int partition : partitions) {
            drop(partition);
            Load load = new Load(partition);
            wanted.put(partition, load);
            loads.add(load);
        }
        thread.execute(() -> readAll(loads));
    }

    /** Forgets a partition. */
    void drop(int partition) {
        Load load = wanted.remove(partition);
        if (load != null) {
            load.dropped = true;
        }
    }

    /**
     * Hands over the partitions that have been read.
     *
     * @throws ConnectException when the ledger cannot be read
     */
    void deliver(BiConsumer<Integer, Map<CommandKey, LedgerEntry>> loaded) {
        ConnectException broken = failure;
        if (broken != null) {
            throw broken;
        }
        for (Load load = finished.poll(); load != null; load = finished.poll()) {
            if (wanted.remove(load.partition, load)) {
                loaded.accept(load.partition, load.entries);
            }
        }
    }

    /** How many partitions are not read yet. */
    int loading() {
        return wanted.size();
    }

    private void readAll(List<Load> loads) {
        try {
            boolean done = false;
            while (!done && !isClosed()) {
                done = attempt(loads);
            }
        } catch (WakeupException closing) {
            LOG.debug("Reading the ledger ends");
        } catch (ConnectException unusable) {
            failure = unusable;
        } catch (KafkaException refused) {
            failure = new ConnectException(
                    "Topic " + topic + ", named by " + TopicSettings.LEDGER + ", could not be read: "
                            + refused.getMessage() + ". Check what the user of the settings with the prefix "
                            + KafkaSettings.PREFIX + " may do, then start the task again.",
                    refused);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            failure = new ConnectException("Reading the ledger failed in a way that nobody foresaw", defect);
        }
    }

    /** Whether it came to the end; what was read to its end is no longer among {@code loads}. */
    private boolean attempt(List<Load> loads) throws InterruptedException {
        try {
            read(loads);
            return true;
        } catch (RetriableException trouble) {
            LOG.warn("Topic {} cannot be read at the moment and is tried again: {}", topic, trouble.getMessage());
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        }
    }

    private void read(List<Load> loads) {
        Map<TopicPartition, Load> open = new HashMap<>();
        loads.forEach(load -> {
            load.entries.clear();
            open.put(new TopicPartition(topic, load.partition), load);
        });
        consumer.assign(open.keySet());
        consumer.seekToBeginning(open.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(open.keySet());
        while (!isClosed()) {
            finish(open, ends, loads);
            if (open.isEmpty()) {
                return;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Load load = open.get(new TopicPartition(record.topic(), record.partition()));
                if (load != null) {
                    keep(load, record);
                }
            }
        }
    }

    private void finish(Map<TopicPartition, Load> open, Map<TopicPartition, Long> ends, List<Load> loads) {
        boolean some = open.entrySet().removeIf(entry -> {
            Load load = entry.getValue();
            if (!load.dropped && consumer.position(entry.getKey()) < ends.getOrDefault(entry.getKey(), 0L)) {
                return false;
            }
            checkCommands(load);
            // Handed over: whatever fails from here on, it is not read again.
            loads.remove(load);
            finished.add(load);
            return true;
        });
        if (some) {
            consumer.assign(open.keySet());
        }
    }

    /** A ledger of commands that lie beyond the topic's end is about an earlier topic of that name, and would hide new ones. */
    private void checkCommands(Load load) {
        long last = load.entries.values().stream()
                .mapToLong(entry -> entry.offset(commands))
                .max()
                .orElse(-1);
        if (last < 0 || load.dropped) {
            return;
        }
        TopicPartition place = new TopicPartition(commands, load.partition);
        long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
        if (last >= end) {
            throw new ConnectException("Topic " + commands + ", named by " + TopicSettings.COMMANDS + ", partition "
                    + load.partition + " ends at offset " + end + ", but the ledger " + topic + " knows its offset "
                    + last
                    + ": the topic was deleted and made anew. Delete the ledger topic too, or name another one by "
                    + TopicSettings.LEDGER + ".");
        }
    }

    private void keep(Load load, ConsumerRecord<byte[], byte[]> record) {
        try {
            CommandKey key = CommandJson.readKey(new String(record.key(), StandardCharsets.UTF_8));
            if (!key.vendor().equals(vendor) || !key.tenant().equals(tenant)) {
                return;
            }
            if (record.value() == null) {
                load.entries.remove(key);
            } else {
                load.entries.put(key, LedgerCodec.read(key, record.value()));
            }
        } catch (RuntimeException broken) {
            // Without the cause: its message may quote the record, which is personal data.
            throw new ConnectException("Topic " + topic + ", named by " + TopicSettings.LEDGER + ", partition "
                    + record.partition() + ", offset " + record.offset()
                    + ": this is no record of the ledger, or one of a"
                    + " newer version (" + broken.getClass().getSimpleName()
                    + "). Nobody else may write there. Go back to"
                    + " the newer version; or, if you accept that commands which are read again are applied again, name"
                    + " another ledger topic.");
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Returns at once; the thread closes the consumer, which only it may use. */
    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        closed.countDown();
        consumer.wakeup();
        thread.execute(consumer::close);
        thread.shutdown();
    }
}

package io.rollcall.budget.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * A log on a topic of Kafka with one partition, made when there is none.
 *
 * <p>Nothing is connected before the reader asks for the first time. What is written before then, or while no broker can be
 * reached, is lost. The reader's methods throw {@link org.apache.kafka.common.config.ConfigException} when a budget cannot be kept on the
 * topic that there is; its message says what to change.
 */
public final class KafkaBudgetLog implements BudgetLog {
    private final KafkaLogSettings settings;
    private final LongSupplier nanos;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();
    private volatile @Nullable KafkaLink link;
    private long next;

    /** @param nanos a monotonic clock */
    public KafkaBudgetLog(KafkaLogSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    @Override
    public void append(byte[] record) {
        KafkaLink open = link;
        if (open == null) {
            lost.incrementAndGet();
        } else {
            open.append(record);
        }
    }

    @Override
    public long lost() {
        return lost.get();
    }

    @Override
    public long begin() throws LogException {
        return watched().topic().offset(OffsetSpec.earliest());
    }

    @Override
    public long end() throws LogException {
        return watched().topic().offset(OffsetSpec.latest());
    }

    @Override
    public void seek(long offset) {
        next = offset;
        KafkaLink open = link;
        if (open != null) {
            open.seek(offset);
        }
    }

    @Override
    public List<Entry> read(Duration wait) throws LogException {
        KafkaLink open = watched();
        try {
            List<Entry> entries = entries(open, woken.getAndSet(false) ? Duration.ZERO : wait);
            if (entries.isEmpty()) {
                open.requireHealth();
            }
            return entries;
        } catch (WakeupException early) {
            return List.of();
        } catch (InvalidOffsetException gone) {
            throw forget(new LogLostException(
                    "Topic " + settings.topic() + " no longer has offset " + next + " as it was: it was truncated",
                    gone));
        } catch (LogLostException gone) {
            throw forget(gone);
        } catch (KafkaException e) {
            throw KafkaTopic.failed(settings.topic(), "could not be read", e);
        }
    }

    private List<Entry> entries(KafkaLink open, Duration wait) throws LogLostException {
        List<Entry> entries = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : open.poll(wait)) {
            if (record.offset() != next) {
                throw new LogLostException(
                        "Topic " + settings.topic() + " lacks the records from offset " + next + " to "
                                + record.offset(),
                        null);
            }
            byte[] value = record.value() == null ? new byte[0] : record.value();
            entries.add(new Entry(record.offset(), record.timestamp(), value));
            next++;
        }
        return entries;
    }

    private KafkaLink watched() throws LogException {
        KafkaLink open = open();
        try {
            open.watch();
            return open;
        } catch (LogLostException gone) {
            throw forget(gone);
        }
    }

    /** What comes next is another log, even if it has the same name. */
    private LogLostException forget(LogLostException gone) {
        disconnect();
        return gone;
    }

    private KafkaLink open() throws LogException {
        KafkaLink open = link;
        if (open == null) {
            if (closed.getCount() == 0) {
                throw new LogException("The log of " + settings.topic() + " is closed", null);
            }
            open = KafkaLink.open(settings, nanos, lost, closed);
            open.seek(next);
            link = open;
        }
        return open;
    }

    @Override
    public void wake() {
        woken.set(true);
        KafkaLink open = link;
        if (open != null) {
            open.wake();
        }
    }

    /** To be called by the reader, or when it reads no more. Takes a few seconds at most when no broker answers. */
    @Override
    public void close() {
        closed.countDown();
        disconnect();
    }

    private void disconnect() {
        KafkaLink open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }
}

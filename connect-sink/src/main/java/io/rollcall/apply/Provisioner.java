package io.rollcall.apply;

import io.rollcall.command.CommandKey;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.WritableDirectory;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Applies the commands of one task, in the order of each subject and many subjects at a time.
 *
 * <p>All methods are called by Connect's thread and return at once; the work is done on {@code workers}. Partitions are those
 * of the one commands topic.
 */
public final class Provisioner implements AutoCloseable {

    /**
     * @param directory the vendor, closed together with this
     * @param workers runs what blocks; as many threads as {@link ApplySettings#maxConcurrentSubjects}
     */
    public Provisioner(
            ApplySettings settings,
            Capabilities capabilities,
            WritableDirectory directory,
            Journal journal,
            ApplyMetrics metrics,
            InstantSource clock,
            RandomGenerator random,
            Executor workers) {
        throw new UnsupportedOperationException();
    }

    /** A partition is ours. Its commands wait until {@link #loaded}. */
    public void assigned(int partition) {
        throw new UnsupportedOperationException();
    }

    /** What the ledger says of the partition's subjects, this tenant's only. Any thread. */
    public void loaded(int partition, Map<CommandKey, LedgerEntry> ledger) {
        throw new UnsupportedOperationException();
    }

    /** A partition is no longer ours: no request starts for it from now on. */
    public void revoked(int partition) {
        throw new UnsupportedOperationException();
    }

    /** Takes a record to be answered, in the order of its partition. */
    public void offer(Delivery delivery) {
        throw new UnsupportedOperationException();
    }

    /** Takes a record that needs no answer, in the order of its partition. */
    public void pass(int partition, long offset) {
        throw new UnsupportedOperationException();
    }

    /** Begins what time has made due, and says that Connect's thread is alive. To be called with every put, at least every second. */
    public void tick() {
        throw new UnsupportedOperationException();
    }

    /** How many records were offered and are not finished. */
    public int unfinished() {
        throw new UnsupportedOperationException();
    }

    /**
     * The offset of a partition below which everything is finished: answered, and the answer and the ledger held by Kafka.
     *
     * @return the next offset to read; -1 when nothing of the partition was offered yet
     */
    public long progress(int partition) {
        throw new UnsupportedOperationException();
    }

    /**
     * Rethrows what makes going on impossible.
     *
     * @throws IllegalStateException when a record could not be kept by Kafka, or for a defect
     */
    public void check() {
        throw new UnsupportedOperationException();
    }

    /** No request starts from now on; running ones are broken off. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}

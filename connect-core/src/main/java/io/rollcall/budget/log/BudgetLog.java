package io.rollcall.budget.log;

import java.time.Duration;
import java.util.List;

/**
 * The log that all participants of one licence write to and read from: totally ordered, never changed, cut off at its old end only.
 *
 * <p>One thread reads; any may write and wake. What is written may be lost or come twice, but what one participant writes
 * is in the order in which it was written.
 */
public interface BudgetLog extends AutoCloseable {

    /**
     * A record.
     *
     * @param offset exactly one more than that of the record before it, but for the first one that is read
     * @param timestampMs the log's own clock when it was appended
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    record Entry(long offset, long timestampMs, byte[] bytes) {}

    /** Writes a record, without waiting. That it is in the log is known when it is read again, and that it is not, never. */
    void append(byte[] record);

    /** The offset of the oldest record that there still is; equal to {@link #end} when there is none. */
    long begin() throws LogException;

    /** The offset that the next record will have, at least. */
    long end() throws LogException;

    /** Reads on from here. */
    void seek(long offset);

    /**
     * The next records in order.
     *
     * @param wait for the first of them; less when woken
     * @return none when there was none in that time
     * @throws LogLostException when what comes next cannot be read any more, or the log is another one than before
     * @throws LogException when it cannot be read now; it may be asked again
     */
    List<Entry> read(Duration wait) throws LogException;

    /** How many records were written that may not be in the log, because nobody said that they are. */
    default long lost() {
        return 0;
    }

    /** Ends the read that is under way, or else the next one, at once. */
    void wake();

    /** Returns soon; what was written right before may be lost. */
    @Override
    void close();
}

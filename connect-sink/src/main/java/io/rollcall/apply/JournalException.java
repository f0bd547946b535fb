package io.rollcall.apply;

import org.jspecify.annotations.Nullable;

/** Kafka did not confirm a record, so that nothing can be promised any more: the task has to end. */
final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(@Nullable Throwable cause) {
        super(
                "Kafka did not confirm a record of the results or the ledger topic; the task ends, and what it had begun is"
                        + " settled when it starts again. Look at the brokers and at the kafka.* settings",
                cause);
    }
}

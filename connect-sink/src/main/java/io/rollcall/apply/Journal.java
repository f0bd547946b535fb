package io.rollcall.apply;

import io.rollcall.command.CommandKey;
import io.rollcall.command.ProvisioningResult;
import java.util.concurrent.CompletionStage;

/**
 * Where answers and the ledger are kept. Thread-safe; nothing blocks.
 *
 * <p>A stage that completes says that Kafka holds the record for good. One that fails with anything says that this is not
 * known, and the task ends.
 */
public interface Journal {

    /**
     * Publishes an answer.
     *
     * @param partition of the command, and so of the answer
     */
    CompletionStage<?> answer(int partition, ProvisioningResult result);

    /** Keeps what has to be known of a subject when its partition is taken over. */
    CompletionStage<?> remember(int partition, CommandKey key, LedgerEntry entry);

    /**
     * Hands a record that is itself bad to Connect's dead letters, if the connector has any.
     *
     * @param result its answer, in which the reason stands
     */
    CompletionStage<?> bury(ProvisioningResult result);
}

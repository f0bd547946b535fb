package io.rollcall.apply;

import io.rollcall.command.CommandKey;
import io.rollcall.command.ProvisioningResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stands in for the topics: what was written stays when the task dies. Ledger entries go through their bytes. */
final class Tape implements Journal {
    final List<ProvisioningResult> results = new ArrayList<>();
    final List<ProvisioningResult> buried = new ArrayList<>();
    final Map<CommandKey, byte[]> ledger = new HashMap<>();
    private final Mortality mortality;

    Tape(Mortality mortality) {
        this.mortality = mortality;
    }

    @Override
    public synchronized CompletionStage<?> answer(int partition, ProvisioningResult result) {
        return mortality.around(() -> {
            results.add(result);
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public synchronized CompletionStage<?> remember(int partition, CommandKey key, LedgerEntry entry) {
        return mortality.around(() -> {
            ledger.put(key, LedgerCodec.write(entry));
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public synchronized CompletionStage<?> bury(ProvisioningResult result) {
        return mortality.around(() -> {
            buried.add(result);
            return CompletableFuture.completedFuture(null);
        });
    }

    /** What a task reads when a partition becomes its own. */
    synchronized Map<CommandKey, LedgerEntry> entries() {
        Map<CommandKey, LedgerEntry> entries = new HashMap<>();
        ledger.forEach((key, value) -> entries.put(key, LedgerCodec.read(key, value)));
        return entries;
    }

    /** The answers to a command for good; one, however often it is stated. */
    synchronized List<ProvisioningResult> terminal(String commandId) {
        return results.stream()
                .filter(result -> result.commandId().equals(commandId)
                        && result.code().status().terminal())
                .distinct()
                .toList();
    }
}

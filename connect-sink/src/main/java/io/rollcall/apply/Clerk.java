package io.rollcall.apply;

import io.rollcall.command.ProvisioningResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes endings last. The ledger comes first: what it holds can be stated again, while a command that was only answered would
 * be applied again.
 */
final class Clerk {
    private static final CompletionStage<@Nullable Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Journal journal;
    private final Book book;
    private final ApplyMetrics metrics;

    Clerk(Journal journal, Book book, ApplyMetrics metrics) {
        this.journal = journal;
        this.book = book;
        this.metrics = metrics;
    }

    /** Completes when Kafka has all that there is to say of an ending. */
    CompletionStage<?> keep(Item item, Ending ending) {
        if (ending instanceof Ending.Folded folded) {
            CompletionStage<?> all = NOTHING;
            for (Ending.Answered answered : folded.answers()) {
                all = all.thenCompose(done -> keep(item, answered));
            }
            return all;
        }
        if (ending instanceof Ending.Answered answered) {
            return keep(item, answered);
        }
        if (ending instanceof Ending.Again later && later.answer() != null) {
            return answer(item, later.answer());
        }
        if (ending instanceof Ending.Silent) {
            metrics.skipped();
        }
        return NOTHING;
    }

    private CompletionStage<?> keep(Item item, Ending.Answered answered) {
        LedgerEntry entry = answered.entry();
        boolean reminded = answered.ofHead() && !item.deferred;
        CompletionStage<?> kept = entry == null ? NOTHING : book(item, entry.said(reminded));
        CompletionStage<?> told = kept.thenCompose(done -> answer(item, answered.result()));
        if (answered.bad()) {
            told = told.thenCompose(done -> journal.bury(answered.result()));
        }
        return reminded || entry == null ? told : told.thenCompose(done -> book(item, entry.said(true)));
    }

    private CompletionStage<?> book(Item item, LedgerEntry entry) {
        return book.keep(item.partition(), item.delivery.key(), entry);
    }

    private CompletionStage<?> answer(Item item, ProvisioningResult result) {
        metrics.answered(result.code());
        return journal.answer(item.partition(), result);
    }
}

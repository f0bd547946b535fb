package io.rollcall.apply;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Who may deal with the vendor at the moment. Whoever waits for Kafka in between leaves its place to others, so that the
 * vendor is not left idle, and comes back before whoever has not begun. Thread-safe.
 */
final class Places {
    private final int most;
    private final int forRemovals;
    private int taken;
    private int returning;
    private Runnable whenLeft = () -> {};

    Places(int most) {
        this.most = most;
        this.forRemovals = Math.min(4, most / 4);
    }

    /** What to do when somebody has left its place for a while. To be said once, before all else. */
    void whenLeft(Runnable next) {
        whenLeft = next;
    }

    /** Threads that are needed, so that a place can be taken while as many wait for Kafka. */
    int threads() {
        return 2 * most;
    }

    /** Takes a place if there is one; whose it is then says {@link #onlyRemovals}. */
    synchronized boolean take() {
        if (taken >= most) {
            return false;
        }
        taken++;
        return true;
    }

    /** Whether only removals may use the place that was taken last. */
    synchronized boolean onlyRemovals() {
        return most - taken - returning < forRemovals;
    }

    synchronized void give() {
        taken--;
        notifyAll();
    }

    /**
     * Waits for Kafka and then, if others are there meanwhile, for a place.
     *
     * @throws JournalException when Kafka does not hold the record, or the task ends
     */
    void await(CompletionStage<?> kept, boolean removes) {
        boolean leaves = !kept.toCompletableFuture().isDone();
        if (leaves) {
            give();
            whenLeft.run();
        }
        try {
            kept.toCompletableFuture().join();
        } catch (CompletionException lost) {
            throw new JournalException(lost.getCause());
        } finally {
            if (leaves) {
                comeBack(removes);
            }
        }
    }

    private synchronized void comeBack(boolean removes) {
        int reserved = removes ? 0 : forRemovals;
        boolean interrupted = false;
        returning++;
        while (taken >= most - reserved && !interrupted) {
            try {
                wait();
            } catch (InterruptedException closing) {
                // Nothing starts any more, so that one too many does no harm.
                interrupted = true;
            }
        }
        returning--;
        taken++;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

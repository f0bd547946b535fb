package io.rollcall.apply;

import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Status;
import io.rollcall.vendor.WritableDirectory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One try of commands that come to the same when they are applied at once; each is answered by itself. */
final class Together {
    private final Work work;
    private final Book book;
    private final Answers answers;
    private final InstantSource clock;

    Together(Work work, Book book, Answers answers, InstantSource clock) {
        this.work = work;
        this.book = book;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * Tries them, as far as none of them was answered before. When they are refused together, each has to be tried alone.
     *
     * @return {@link Ending.Folded} with as many answers as were tried, or the ending of the first
     */
    Ending run(List<Item> items, WritableDirectory directory) {
        Item head = items.get(0);
        LedgerEntry entry = book.of(head.partition(), head.delivery.key());
        List<Item> fresh = items.stream()
                .takeWhile(item -> work.isNew(item.delivery, entry))
                .toList();
        if (fresh.size() < 2 || !entry.deferred().isEmpty()) {
            return work.run(head, directory);
        }
        return together(fresh, head, directory);
    }

    private Ending together(List<Item> items, Item head, WritableDirectory directory) {
        Item merged = Item.record(Fold.merged(items), head.ours);
        Ending ending = work.run(merged, directory);
        if (ending instanceof Ending.Again || ending instanceof Ending.Refused) {
            goOnAlone(items, merged.work);
            return ending;
        }
        if (!(ending instanceof Ending.Answered answered) || answered.entry() == null) {
            return ending;
        }
        Status status = answered.result().code().status();
        if (status != Status.SUCCEEDED && status != Status.NO_CHANGE) {
            items.forEach(item -> item.alone = true);
            return new Ending.Again(clock.instant(), null);
        }
        return new Ending.Folded(answers(items, answered.result(), answered.entry()));
    }

    /** What was sent for all of them may have taken effect, so each has to look before it sends anything. */
    private static void goOnAlone(List<Item> items, @Nullable Case together) {
        for (Item item : items) {
            item.alone = true;
            if (together != null) {
                item.work = together.by(wanted(item));
            }
        }
    }

    private List<Ending.Answered> answers(List<Item> items, ProvisioningResult first, LedgerEntry entry) {
        List<Ending.Answered> all = new ArrayList<>();
        LedgerEntry last = entry;
        for (int i = 0; i < items.size(); i++) {
            Delivery.Wanted wanted = wanted(items.get(i));
            ProvisioningResult result = i == 0 ? first : answers.alike(first, wanted);
            LedgerEntry.Done done = new LedgerEntry.Done(wanted.ref(), wanted.fingerprint(), result, false, false);
            last = last.finishing(done, wanted.command().sequence());
            if (i + 1 < items.size()) {
                // Whoever takes over here has to look: what the next one asks for was sent already.
                String next = wanted(items.get(i + 1)).command().commandId();
                last = last.attempting(new LedgerEntry.Attempt(next, clock.instant(), List.of()));
            }
            all.add(new Ending.Answered(result, last, false, true));
        }
        return all;
    }

    private static Delivery.Wanted wanted(Item item) {
        return (Delivery.Wanted) item.delivery;
    }
}

package io.rollcall.apply;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.rollcall.command.CommandKey;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Listing;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Page;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks whether invitations were approved: one listing answers for all who wait. */
final class Approvals {
    private final Book book;
    private final Duration interval;
    private Instant next = Instant.MIN;

    Approvals(Book book, Duration interval) {
        this.book = book;
        this.interval = interval;
    }

    /**
     * A command whose waiting is over.
     *
     * @param shown the approved user; null when the deadline has passed instead
     */
    record Ripe(int partition, CommandKey key, LedgerEntry.Deferred waiting, Lookup.@Nullable Found shown) {}

    /** Whether somebody waits and it is time to look. */
    boolean due(Instant now) {
        return !now.isBefore(next) && !book.waiting().isEmpty();
    }

    /** A look begins. */
    void begins(Instant now) {
        next = now.plus(interval);
    }

    /** Lists all users, and says whose waiting is over. Blocks. */
    List<Ripe> look(WritableDirectory directory, Instant now) {
        Map<String, UserView> approved = approved(directory);
        List<Ripe> ripe = new ArrayList<>();
        book.waiting()
                .forEach((partition, entries) -> entries.forEach((key, entry) -> {
                    LedgerEntry.Deferred waiting = entry.deferred().get(0);
                    UserView view = approved.get(waiting.awaits().toLowerCase(Locale.ROOT));
                    if (view != null) {
                        ripe.add(new Ripe(partition, key, waiting, new Lookup.Found(view, MissingNode.getInstance())));
                    } else if (!now.isBefore(waiting.deadline())) {
                        ripe.add(new Ripe(partition, key, waiting, null));
                    }
                }));
        return ripe;
    }

    private static Map<String, UserView> approved(WritableDirectory directory) {
        Map<String, UserView> approved = new HashMap<>();
        Listing listing = directory.list();
        Page page;
        do {
            page = listing.next();
            for (UserView view : page.users()) {
                // What the list does not say is unknown, and unknown is not approved.
                if (view.user().lifecycleState() == LifecycleState.ACTIVE) {
                    approved.put(view.id().toLowerCase(Locale.ROOT), view);
                }
            }
        } while (page.paging() instanceof Paging.More);
        return approved;
    }
}

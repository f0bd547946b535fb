package io.rollcall.quickstart;

import io.rollcall.schema.UserEvent;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One change event as one readable line. */
final class FeedLine {
    private FeedLine() {}

    static String of(UserEvent event) {
        UserChange change = event.change();
        User user = change.after() == null ? change.before() : change.after();
        return "%-12s %-8s  op=%s  %-11s rev %-2d  %s%s"
                .formatted(
                        time(event.producedAt()),
                        change.key().vendor(),
                        change.op().code(),
                        change.lifecycle(),
                        change.revision(),
                        who(change, user),
                        details(change) + (isByWebhook(change) ? "  by webhook" : ""));
    }

    /** Whether a webhook made the connector look. */
    static boolean isByWebhook(UserChange change) {
        return change.sweepId() == null;
    }

    /** By the clock on the reader's wall. */
    static String time(Instant at) {
        return LocalTime.ofInstant(at, ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }

    private static String who(UserChange change, @Nullable User user) {
        String name = user == null || user.displayName() == null ? "" : user.displayName() + " ";
        String mail = user == null || user.emails().isEmpty()
                ? change.key().userId()
                : user.emails().get(0).value();
        return name + "<" + mail + ">";
    }

    private static String details(UserChange change) {
        if (change.previousUserId() != null) {
            return "  was " + change.previousUserId();
        }
        if (!change.changedAttributes().isEmpty()) {
            return "  changed: " + String.join(", ", change.changedAttributes());
        }
        return change.deleteEvidence() == null ? "" : "  evidence: " + change.deleteEvidence();
    }
}

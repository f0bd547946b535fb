package io.rollcall.example.identity;

import io.rollcall.user.Email;
import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Op;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.user.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One account at a vendor: does what it is told and makes the connector's event of it, a minute later each time. */
final class Life {

    static final Instant DAWN = Instant.parse("2026-03-01T10:00:00Z");

    final UserKey key;
    private long revision;
    private Instant now = DAWN;
    private @Nullable User state;

    Life(String vendor, String tenant, String userId) {
        key = new UserKey(vendor, tenant, userId);
    }

    @Nullable
    User state() {
        return state;
    }

    long revision() {
        return revision;
    }

    Instant now() {
        return now;
    }

    UserChange created(@Nullable String externalId, String... emails) {
        return change(Op.CREATE, LifecycleEvent.CREATED, user(externalId, LifecycleState.ACTIVE, emails));
    }

    UserChange emails(String... emails) {
        return change(Op.UPDATE, LifecycleEvent.UPDATED, user(state.externalId(), state.lifecycleState(), emails));
    }

    UserChange externalId(@Nullable String externalId) {
        return change(Op.UPDATE, LifecycleEvent.UPDATED, user(externalId, state.lifecycleState(), addresses()));
    }

    UserChange becomes(LifecycleState next) {
        return change(Op.UPDATE, LifecycleEvent.UPDATED, user(state.externalId(), next, addresses()));
    }

    UserChange deleted() {
        return change(Op.DELETE, LifecycleEvent.DELETED, null);
    }

    /** Somebody reset the connector's offsets: it tells everybody anew, and counts from 1. */
    UserChange readAnew() {
        revision = 0;
        return change(Op.READ, LifecycleEvent.DISCOVERED, state);
    }

    /** The worker crashed without exactly-once delivery: numbers are given a second time. */
    void forgetsRevisions(int count) {
        revision = Math.max(0, revision - count);
    }

    void clockGoesBack(Duration time) {
        now = now.minus(time);
    }

    private String[] addresses() {
        return state.emails().stream().map(Email::value).toArray(String[]::new);
    }

    private UserChange change(Op op, LifecycleEvent lifecycle, @Nullable User after) {
        now = now.plus(Duration.ofMinutes(1));
        revision++;
        User before = op == Op.UPDATE || op == Op.DELETE ? state : null;
        state = after;
        return new UserChange(
                key, op, lifecycle, before, after, revision, List.of(), null, now, null, null, "sweep", op == Op.READ);
    }

    private User user(@Nullable String externalId, LifecycleState lifecycleState, String... emails) {
        return new User(
                key.userId(),
                externalId,
                null,
                "Somebody",
                null,
                lifecycleState,
                null,
                null,
                null,
                Arrays.stream(emails)
                        .map(email -> new Email(email, "work", true))
                        .toList(),
                List.of(),
                List.of(new Ref("7", "Agent", "role", null)),
                List.of(new Ref("3", "Support", "team", null), new Ref("4", null, "inbox", null)),
                null,
                null,
                Map.of(),
                Map.of());
    }
}

package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.Operation;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Status;
import io.rollcall.command.Subject;
import io.rollcall.user.Email;
import io.rollcall.user.StateVersion;
import io.rollcall.user.User;
import io.rollcall.user.UserKey;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may not be touched, when, and how many at a time. */
final class Guards {
    /** Whoever was removed while its invitation waits has that answered as skipped. */
    private static final Set<Status> WROTE = Set.of(Status.SUCCEEDED, Status.FAILED, Status.SKIPPED);

    private final ApplySettings settings;
    private final OwnAccount own;
    private final Duration propagationDelay;
    private final RemovalWindow removals;
    private final InstantSource clock;

    Guards(ApplySettings settings, Capabilities capabilities, RemovalWindow removals, InstantSource clock) {
        this.settings = settings;
        this.own = new OwnAccount(capabilities, clock);
        this.propagationDelay = capabilities.propagationDelay();
        this.removals = removals;
        this.clock = clock;
    }

    /** Whether the user has to be read before anything can be decided. */
    boolean needState(ProvisioningCommand command) {
        boolean lists = !settings.protectedAccounts().isEmpty()
                || !settings.protectedPatterns().isEmpty();
        return lists || command.preconditions().needState();
    }

    /** Learns which account is the connector's own, by whatever names commands may call it. */
    void learn(WritableDirectory directory) {
        own.learn(directory);
    }

    /**
     * Checks protection and preconditions.
     *
     * @param state null when nobody read the user, which {@link #needState} did not ask for
     */
    void check(ProvisioningCommand command, String userId, Lookup.@Nullable Found state) {
        User user = state == null ? null : state.view().user();
        if (identities(command.subject(), userId, user).anyMatch(this::isProtected)) {
            throw new Stop(
                    Code.PROTECTED_SUBJECT,
                    "The account is protected by the connector's settings, or is the one that its credentials belong to.");
        }
        checkPreconditions(command, userId, user);
    }

    private void checkPreconditions(ProvisioningCommand command, String userId, @Nullable User user) {
        Preconditions wanted = command.preconditions();
        if (wanted.ifUserId() != null && !wanted.ifUserId().equals(userId)) {
            throw failed("ifUserId");
        }
        if (user == null) {
            return;
        }
        if (wanted.ifActive() != null && !wanted.ifActive().equals(user.active())) {
            throw failed("ifActive");
        }
        UserKey key = new UserKey(command.key().vendor(), command.key().tenant(), userId);
        if (wanted.ifVersion() != null && !wanted.ifVersion().equals(StateVersion.of(key, user))) {
            throw failed("ifVersion");
        }
    }

    /**
     * Waits until the vendor shows what the subject's last command changed: what is decided by an older state would undo that
     * change, or leave somebody in place who was just created.
     */
    void settled(Case work, LedgerEntry entry) {
        LedgerEntry.Done done = entry.done();
        if (done == null || !WROTE.contains(done.result().code().status())) {
            return;
        }
        Instant last = done.result().completedAt();
        boolean blind =
                work.operation == Operation.UPDATE && work.command.memberships().isEmpty() && !needState(work.command);
        Instant now = clock.instant();
        // Another worker's clock may be ahead, or ours was set back: that is no reason to wait.
        if (blind || last == null || last.isAfter(now)) {
            return;
        }
        Instant shown = last.plus(propagationDelay);
        if (now.isBefore(shown)) {
            throw new Pause(shown, null, "The vendor may not show yet what was changed last.");
        }
    }

    /** Counts a removal, unless it was counted before. */
    void removal(Case work) {
        if (work.counted) {
            return;
        }
        boolean override = work.command.options().guardOverride() != null;
        if (!removals.admits(work.delivery.ref(), clock.instant(), override)) {
            throw new Stop(
                    Code.GUARD_TRIPPED,
                    "More removals than guard.max.removals allows in guard.window.ms. If this is meant, issue the command again"
                            + " under a new commandId with options.guardOverride.");
        }
        work.counted = true;
    }

    /** A removal came to nothing. */
    void noRemoval(Case work) {
        if (work.counted) {
            removals.release(work.delivery.ref());
            work.counted = false;
        }
    }

    void expiry(Case work) {
        if (expired(work.command, clock.instant())) {
            throw new Stop(Code.EXPIRED, "notAfter has passed; nothing was changed.");
        }
    }

    static boolean expired(ProvisioningCommand command, Instant now) {
        return command.notAfter() != null && !now.isBefore(command.notAfter());
    }

    private boolean isProtected(String identity) {
        return own.is(identity)
                || settings.protectedAccounts().contains(identity)
                || settings.protectedPatterns().stream()
                        .anyMatch(pattern -> pattern.matcher(identity).matches());
    }

    private static Stream<String> identities(Subject subject, String userId, @Nullable User user) {
        Stream<String> named = Stream.of(
                userId,
                subject.userId(),
                subject.externalId(),
                subject.userName(),
                subject.email(),
                user == null ? null : user.externalId(),
                user == null ? null : user.userName());
        Stream<String> shown =
                user == null ? Stream.of() : user.emails().stream().map(Email::value);
        return Stream.concat(named, shown).filter(Objects::nonNull).map(text -> text.toLowerCase(Locale.ROOT));
    }

    private static Stop failed(String precondition) {
        return new Stop(Code.PRECONDITION_FAILED, "preconditions." + precondition + " does not hold.");
    }
}

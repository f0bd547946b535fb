package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.User;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.Difference;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Membership;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.WritableDirectory;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings a user into being, once. */
final class Creation {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);
    private static final Duration LATE_EFFECT = Duration.ofMinutes(1);

    private final Capabilities capabilities;
    private final boolean mailsAcknowledged;
    private final Book book;
    private final Answers answers;
    private final Sender sender;
    private final Rules rules;
    private final InstantSource clock;

    Creation(
            Capabilities capabilities,
            boolean mailsAcknowledged,
            Book book,
            Answers answers,
            Sender sender,
            Rules rules,
            InstantSource clock) {
        this.capabilities = capabilities;
        this.mailsAcknowledged = mailsAcknowledged;
        this.book = book;
        this.answers = answers;
        this.sender = sender;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Creates the user and does what is left to do then.
     *
     * @return false when somebody exists already and nothing was created
     * @throws Await when the vendor has to approve the user first
     */
    boolean create(Case work, Goal.Present goal, WritableDirectory directory) {
        if (capabilities.createSendsMail() && !mailsAcknowledged) {
            throw new Stop(
                    Code.SIDE_EFFECT_NOT_ACKNOWLEDGED,
                    "Creating a user makes this vendor send a mail. Set ack.side.effects=email to allow it.");
        }
        Goal.Present whole = withIdentities(work.command, goal);
        rules.checkCreate(whole);
        Goal.Present first = capabilities.needsApproval() ? onlyRoles(whole) : whole;
        Plan plan = directory.planCreate(first);
        if (plan instanceof Plan.Impossible impossible) {
            throw new Stop(Code.UNSUPPORTED_OPERATION, impossible.reason());
        }
        Write write = ((Plan.Requests) plan).writes().get(0);
        work.warnings.addAll(((Plan.Requests) plan).warnings());
        work.changes = new ArrayList<>(Difference.of(whole, null).changes());
        if (answers.dryRun(work.command)) {
            throw new Stop(Code.SIMULATED, "Nothing was sent; changes says what would be.");
        }
        book.attempt(work, clock.instant());
        Written written;
        try {
            written = sender.sendOne(work, write, null, directory);
        } catch (VendorException failed) {
            work.conflict = failed.failure() instanceof Failure.Exists;
            if (work.conflict) {
                return false;
            }
            if (Sender.isUnknown(failed)) {
                sender.puzzle(work, failed);
                return false;
            }
            throw failed;
        }
        work.created = true;
        work.effectiveOperation = "CREATE";
        finish(work, whole, write, written, directory);
        return true;
    }

    private void finish(Case work, Goal.Present whole, Write write, Written written, WritableDirectory directory) {
        User shown = written.shown() == null ? null : written.shown().user();
        work.after = shown;
        work.userId = written.userId();
        if (shown != null && Boolean.FALSE.equals(shown.active()) && !capabilities.needsApproval()) {
            throw new Stop(
                    Code.SEAT_LIMIT,
                    "The user was created but is inactive, which is how the vendor says that no licence is free.");
        }
        if (capabilities.needsApproval()) {
            String id = work.userId == null ? String.valueOf(whole.attributes().email()) : work.userId;
            work.userId = id;
            if (shown == null || shown.lifecycleState() != LifecycleState.ACTIVE) {
                throw new Await(id);
            }
        }
        if (work.userId != null
                && !(write.provenByAnswer() && whole.memberships().isEmpty())) {
            complete(work, whole, write, work.userId, directory);
        }
    }

    /** What the create took with it need not be asked for again, unless its answer does not prove it. */
    private void complete(Case work, Goal.Present whole, Write write, String userId, WritableDirectory directory) {
        if (!write.provenByAnswer()) {
            sender.send(work, memberships(whole), userId, Sender.read(userId, directory), directory);
        }
    }

    /**
     * Decides after a create whose outcome nobody knows and after which nobody is seen: a vendor that shows changes late may
     * still have done it.
     */
    void lookAgain(Case work) {
        Instant since = work.lookSince;
        // A vendor that allows duplicates must not be asked again as long as it may still be at the first request.
        Duration late = capabilities.looksBeforeCreate() ? LATE_EFFECT : Duration.ZERO;
        Duration delay = capabilities.propagationDelay();
        if (since != null && clock.instant().isBefore(since.plus(late.compareTo(delay) > 0 ? late : delay))) {
            throw new Pause(
                    clock.instant().plus(BETWEEN_LOOKS),
                    Code.PENDING_VERIFICATION,
                    "Nobody knows yet whether the user was created; the vendor may show it late.");
        }
    }

    /** Whoever is created gets what it is found by. */
    private Goal.Present withIdentities(ProvisioningCommand command, Goal.Present goal) {
        UserPatch patch = goal.attributes();
        Subject subject = command.subject();
        String userName = first(patch.userName(), subject.userName());
        String externalId = first(patch.externalId(), subject.externalId());
        boolean keepsExternalId = capabilities.settable().contains("externalId");
        boolean keepsUserName = capabilities.settable().contains("userName");
        return new Goal.Present(
                new UserPatch(
                        keepsUserName ? userName : null,
                        patch.displayName(),
                        keepsExternalId ? externalId : null,
                        patch.title(),
                        patch.preferredLanguage(),
                        patch.timezone(),
                        first(first(patch.email(), subject.email()), userName),
                        patch.phoneNumber(),
                        patch.extensions(),
                        patch.clear()),
                goal.memberships(),
                null);
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }

    private static Goal.Present onlyRoles(Goal.Present goal) {
        List<Membership> roles = goal.memberships().stream()
                .filter(membership -> membership.type().equals("role"))
                .toList();
        return new Goal.Present(goal.attributes(), roles, null);
    }

    private static Goal.Present memberships(Goal.Present goal) {
        return new Goal.Present(UserPatch.NONE, goal.memberships(), null);
    }

    /** How an existing user that was to be created is treated. */
    Code adopt(Case work, Lookup.Found state) {
        Boolean active = state.view().user().active();
        String onExisting = work.command.options().onExisting();
        boolean inactive = Boolean.FALSE.equals(active);
        if (onExisting.equals("FAIL") || (onExisting.equals("REACTIVATE") && !inactive)) {
            throw new Stop(
                    Code.UNIQUENESS_CONFLICT,
                    "The user exists already" + (inactive ? "" : " and is not inactive")
                            + ", and options.onExisting is " + onExisting + ".");
        }
        return inactive ? Code.REACTIVATED_EXISTING : Code.ADOPTED_EXISTING;
    }
}

package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.MembershipChange;
import io.rollcall.command.NamedRef;
import io.rollcall.command.Operation;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.Goal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a command has to be like, going by what the vendor can do. Pure. */
final class Rules {
    private static final Set<String> ON_EXISTING = Set.of("ADOPT", "REACTIVATE", "FAIL");
    private static final Set<String> DELETE_MODES = Set.of("SOFT", "HARD", "SOFT_THEN_HARD");

    private final Capabilities capabilities;

    Rules(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /**
     * Checks a command before anything is sent for it.
     *
     * @throws Stop saying what is wrong and what would be right
     */
    void check(ProvisioningCommand command, Operation operation) {
        if (!capabilities.operations().contains(operation)) {
            throw unsupported("The vendor cannot " + operation + "; it can " + sorted(capabilities.operations()) + ".");
        }
        checkOptions(command);
        checkSubject(command.subject(), operation);
        checkAttributes(command.attributes(), operation);
        for (MembershipChange change : command.memberships()) {
            checkMembership(change);
        }
        // An UPSERT may turn out to be a change, which takes less.
        if (operation == Operation.CREATE) {
            checkCreate(command);
        } else if (operation == Operation.DELETE || operation == Operation.DEACTIVATE) {
            checkRemoval(command, operation);
        }
        boolean nothing =
                command.attributes().isEmpty() && command.memberships().isEmpty();
        if (nothing && (operation == Operation.UPDATE || operation == Operation.SET_MEMBERSHIPS)) {
            throw invalid("The command changes nothing: give attributes or memberships.");
        }
        if (operation == Operation.RENAME && command.attributes().email() == null) {
            throw invalid("RENAME takes the new address in attributes.email.");
        }
        if (operation == Operation.RENAME
                && capabilities.idIsEmail()
                && !command.options().allowRecreate()) {
            throw unsupported(
                    "The vendor cannot change an address. With options.allowRecreate the user is invited anew under"
                            + " the new one and the old one deleted.");
        }
    }

    private static void checkOptions(ProvisioningCommand command) {
        oneOf("options.onExisting", command.options().onExisting(), ON_EXISTING);
        oneOf("options.deleteMode", command.options().deleteMode(), DELETE_MODES);
    }

    /** Only a tombstone names nobody: it means whoever its key was about. */
    private static void checkSubject(Subject subject, Operation operation) {
        if (subject.userId() == null
                && subject.externalId() == null
                && subject.userName() == null
                && subject.email() == null
                && !operation.removes()) {
            throw invalid("The subject is empty: give userId, externalId, userName or email.");
        }
    }

    private void checkAttributes(UserPatch patch, Operation operation) {
        if (patch.isEmpty()) {
            return;
        }
        boolean takesAttributes = operation.creates()
                || operation == Operation.UPDATE
                || operation == Operation.RENAME
                || operation == Operation.VERIFY
                || operation == Operation.ACTIVATE;
        if (!takesAttributes) {
            throw invalid(operation + " takes no attributes.");
        }
        // Whoever is created gets an address even where it cannot be changed later.
        Predicate<String> settable = path -> capabilities.settable().contains(path)
                || ((operation.creates() || operation == Operation.RENAME || operation == Operation.VERIFY)
                        && (path.equals("email") || path.equals("userName")));
        for (String path : patch.values().keySet()) {
            if (!settable.test(path)) {
                throw unsupported(
                        "The vendor cannot set " + path + "; it can set " + sorted(capabilities.settable()) + ".");
            }
        }
        for (String path : patch.clear()) {
            if (!capabilities.clearable().contains(path)) {
                throw unsupported(
                        "The vendor cannot empty " + path + "; it can empty " + sorted(capabilities.clearable()) + ".");
            }
            if (patch.values().containsKey(path)) {
                throw invalid("The command both sets and clears " + path + ".");
            }
        }
    }

    private void checkMembership(MembershipChange change) {
        Set<MembershipAction> allowed = capabilities.memberships().get(change.type());
        if (allowed == null) {
            throw unsupported("The vendor has no memberships of type '" + change.type() + "'; it has "
                    + sorted(capabilities.memberships().keySet()) + ".");
        }
        MembershipAction action = MembershipAction.named(change.action())
                .orElseThrow(() -> invalid("memberships.action is none of ADD, REMOVE and REPLACE."));
        if (!allowed.contains(action)) {
            throw unsupported(
                    "The vendor cannot " + action + " a " + change.type() + "; it can " + sorted(allowed) + ".");
        }
        for (NamedRef ref : change.refs()) {
            if (ref.id() == null && ref.name() == null) {
                throw invalid("A membership names nothing: give refs.id or refs.name.");
            }
        }
        if (change.refs().isEmpty() && action != MembershipAction.REPLACE) {
            throw invalid("A membership change names nothing: give refs.");
        }
    }

    /** What is required may come from the subject as well, since whoever is created gets what it is found by. */
    private void checkCreate(ProvisioningCommand command) {
        Set<String> given = new TreeSet<>(command.attributes().values().keySet());
        if (command.subject().email() != null) {
            given.add("email");
        }
        if (command.subject().userName() != null) {
            given.add("userName");
        }
        command.memberships().stream()
                .filter(change -> !change.refs().isEmpty())
                .forEach(change -> given.add(change.type()));
        checkCreate(given);
    }

    /** Checks whether somebody can be created from it. */
    void checkCreate(Goal.Present goal) {
        Set<String> given = new TreeSet<>(goal.attributes().values().keySet());
        goal.memberships().forEach(membership -> given.add(membership.type()));
        checkCreate(given);
    }

    private void checkCreate(Set<String> given) {
        Set<String> missing = new TreeSet<>(capabilities.requiredToCreate());
        missing.removeAll(given);
        if (!missing.isEmpty()) {
            throw invalid("Nobody can be created without " + String.join(", ", missing) + ".");
        }
    }

    private void checkRemoval(ProvisioningCommand command, Operation operation) {
        String mode =
                operation == Operation.DEACTIVATE ? "SOFT" : command.options().deleteMode();
        if (!mode.equals("HARD") && !capabilities.softDelete()) {
            throw unsupported(
                    "The vendor has no inactive users. A DELETE with options.deleteMode HARD deletes for ever, and the"
                            + " connector's setting for deactivation can choose a substitute.");
        }
        if (!mode.equals("SOFT") && !capabilities.hardDelete()) {
            throw unsupported(
                    "Users cannot be deleted at this vendor or by this connector's settings; DEACTIVATE works.");
        }
    }

    private static void oneOf(String path, String value, Set<String> allowed) {
        if (!allowed.contains(value)) {
            throw invalid(path + " is none of " + String.join(", ", new TreeSet<>(allowed)) + ".");
        }
    }

    private static String sorted(Set<?> values) {
        List<String> names = values.stream().map(Object::toString).sorted().toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static Stop invalid(String message) {
        return new Stop(Code.INVALID_COMMAND, message);
    }

    private static Stop unsupported(String message) {
        return new Stop(Code.UNSUPPORTED_OPERATION, message);
    }
}

package io.rollcall.apply;

import io.rollcall.command.MembershipChange;
import io.rollcall.command.Operation;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.UserPatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes one of waiting updates of a subject that come to the same when they are applied at once. Pure. */
final class Fold {
    /** Longer runs gain little, and all of them are undone together when one is refused. */
    private static final int LONGEST = 16;

    private Fold() {}

    /** The first of a subject's commands, with those after it that can be applied together with it. */
    static List<Item> first(Iterable<Item> waiting) {
        List<Item> together = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Item item : waiting) {
            boolean fits = together.isEmpty() || follows(together.get(together.size() - 1), item);
            if (!fits || !ids.add(id(item)) || together.size() == LONGEST) {
                break;
            }
            together.add(item);
        }
        return together;
    }

    /** One command that does what all of these do, in the name of the first. */
    static Delivery.Wanted merged(List<Item> items) {
        Delivery.Wanted head = (Delivery.Wanted) items.get(0).delivery;
        Map<String, String> values = new TreeMap<>();
        Map<String, String> extensions = new TreeMap<>();
        Set<String> clear = new TreeSet<>();
        List<MembershipChange> memberships = new ArrayList<>();
        for (Item item : items) {
            ProvisioningCommand command = ((Delivery.Wanted) item.delivery).command();
            UserPatch patch = command.attributes();
            // Whichever comes last counts.
            clear.removeAll(patch.values().keySet());
            values.keySet().removeAll(patch.clear());
            extensions.keySet().removeIf(name -> patch.clear().contains("extensions." + name));
            values.putAll(patch.values());
            extensions.putAll(patch.extensions());
            clear.addAll(patch.clear());
            memberships.addAll(command.memberships());
        }
        UserPatch patch = new UserPatch(
                values.get("userName"),
                values.get("displayName"),
                values.get("externalId"),
                values.get("title"),
                values.get("preferredLanguage"),
                values.get("timezone"),
                values.get("email"),
                values.get("phoneNumber"),
                extensions,
                clear);
        ProvisioningCommand first = head.command();
        ProvisioningCommand all = new ProvisioningCommand(
                first.commandId(),
                first.sequence(),
                first.correlationId(),
                first.issuedAt(),
                null,
                first.key(),
                first.subject(),
                first.operation(),
                patch,
                memberships,
                first.preconditions(),
                first.options());
        return new Delivery.Wanted(head.ref(), all, head.fingerprint());
    }

    private static boolean follows(Item one, Item other) {
        ProvisioningCommand before = update(one);
        ProvisioningCommand after = update(other);
        return before != null
                && after != null
                && before.subject().equals(after.subject())
                && (before.sequence() < after.sequence() || (before.sequence() == 0 && after.sequence() == 0));
    }

    /** The command, if it is one that can be folded at all. */
    private static @Nullable ProvisioningCommand update(Item item) {
        if (item.alone || item.deferred || item.work != null || !(item.delivery instanceof Delivery.Wanted wanted)) {
            return null;
        }
        ProvisioningCommand command = wanted.command();
        boolean plain = command.preconditions().equals(Preconditions.NONE)
                && command.options().equals(Options.DEFAULT)
                && command.notAfter() == null
                // An address may be the user's id, or what the next command finds it by.
                && command.attributes().email() == null
                && command.attributes().userName() == null;
        boolean updates = Operation.named(command.operation())
                .filter(operation -> operation == Operation.UPDATE)
                .isPresent();
        return plain && updates ? command : null;
    }

    private static String id(Item item) {
        return item.delivery instanceof Delivery.Wanted wanted
                ? wanted.command().commandId()
                : "";
    }
}

package io.rollcall.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.command.AttributeChange;
import io.rollcall.user.Attribute;
import io.rollcall.user.Email;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is missing for a user to be as asked: what planning sends and results tell. Pure.
 *
 * <p>What the state does not carry counts as different, since it may be. A clear of what is empty already is left out.
 *
 * @param set attribute paths, with the values to set
 * @param clear attribute paths to empty
 * @param active what to set it to; null when it is right or was not asked for
 * @param memberships those that differ or may differ
 * @param changes all of that, for a result
 */
public record Difference(
        Map<String, String> set,
        Set<String> clear,
        @Nullable Boolean active,
        List<Target> memberships,
        List<AttributeChange> changes) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String EXTENSION = "extensions.";

    /**
     * One kind of memberships.
     *
     * @param type {@code role}, {@code group}, {@code team}, {@code inbox} or {@code ring_group}
     * @param before what the user has; null when the state does not say
     * @param after all that the user shall have; null when that depends on a state that is not known
     * @param add what has to come
     * @param remove ids of what has to go
     */
    public record Target(
            String type,
            @Nullable List<Ref> before,
            @Nullable List<Ref> after,
            List<Ref> add,
            List<String> remove) {}

    /** What is missing; {@code current} is null when nobody read the user yet. */
    public static Difference of(Goal.Present goal, @Nullable UserView current) {
        List<AttributeChange> changes = new ArrayList<>();
        Map<String, String> set = new TreeMap<>();
        goal.attributes().values().forEach((path, value) -> {
            String before = valueOf(path, current);
            if (before == null || !equal(path, before, value)) {
                set.put(path, value);
                changes.add(new AttributeChange(path, "set", before, value));
            }
        });
        Set<String> clear = new TreeSet<>();
        for (String path : goal.attributes().clear()) {
            String before = valueOf(path, current);
            if (before != null || !carries(path, current)) {
                clear.add(path);
                changes.add(new AttributeChange(path, "clear", before, null));
            }
        }
        Boolean active = goal.active();
        if (active != null && current != null && active.equals(current.user().active())) {
            active = null;
        }
        if (active != null) {
            Boolean before = current == null ? null : current.user().active();
            changes.add(
                    new AttributeChange("active", "set", before == null ? null : before.toString(), active.toString()));
        }
        List<Target> targets = targets(goal.memberships(), current, changes);
        return new Difference(set, clear, active, targets, List.copyOf(changes));
    }

    /** Whether the user is as asked. */
    public boolean isEmpty() {
        return set.isEmpty() && clear.isEmpty() && active == null && memberships.isEmpty();
    }

    /** Whether a membership's full set is needed and cannot be said. */
    public boolean lacksMemberships() {
        return memberships.stream().anyMatch(target -> target.after() == null);
    }

    /** The target of one kind of memberships; null when it is right or was not asked for. */
    public @Nullable Target target(String type) {
        return memberships.stream()
                .filter(target -> target.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    private static List<Target> targets(
            List<Membership> wanted, @Nullable UserView current, List<AttributeChange> changes) {
        Map<String, List<Membership>> byType = new LinkedHashMap<>();
        for (Membership membership : wanted) {
            byType.computeIfAbsent(membership.type(), type -> new ArrayList<>()).add(membership);
        }
        List<Target> targets = new ArrayList<>();
        byType.forEach((type, memberships) -> {
            Target target = target(type, memberships, refs(type, current));
            if (!target.add().isEmpty()
                    || !target.remove().isEmpty()
                    || (target.before() == null && target.after() != null)) {
                targets.add(target);
                String path = type.equals("role") ? "roles" : "groups";
                target.add().forEach(ref -> changes.add(new AttributeChange(path, "add", null, text(ref))));
                target.remove().forEach(id -> changes.add(new AttributeChange(path, "remove", type + ":" + id, null)));
            }
        });
        return List.copyOf(targets);
    }

    private static Target target(String type, List<Membership> memberships, @Nullable List<Ref> before) {
        boolean known = before != null;
        Map<String, Ref> after = new LinkedHashMap<>();
        (before == null ? List.<Ref>of() : before).forEach(ref -> after.put(ref.value(), ref));
        Map<String, Ref> add = new LinkedHashMap<>();
        Set<String> remove = new TreeSet<>();
        for (Membership membership : memberships) {
            switch (membership.action()) {
                case REPLACE -> {
                    known = true;
                    Map<String, Ref> had = new LinkedHashMap<>(after);
                    after.clear();
                    membership.refs().forEach(ref -> after.put(ref.value(), merged(had.get(ref.value()), ref)));
                    add.clear();
                    remove.clear();
                }
                case ADD ->
                    membership.refs().forEach(ref -> {
                        after.put(ref.value(), merged(after.get(ref.value()), ref));
                        add.put(ref.value(), ref);
                        remove.remove(ref.value());
                    });
                case REMOVE ->
                    membership.refs().forEach(ref -> {
                        after.remove(ref.value());
                        add.remove(ref.value());
                        remove.add(ref.value());
                    });
            }
        }
        if (!known) {
            return new Target(type, null, null, List.copyOf(add.values()), List.copyOf(remove));
        }
        List<Ref> all = List.copyOf(after.values());
        if (before == null) {
            return new Target(type, null, all, all, List.of());
        }
        List<Ref> coming = all.stream().filter(ref -> !has(before, ref)).toList();
        List<String> going = before.stream()
                .map(Ref::value)
                .filter(id -> !after.containsKey(id))
                .toList();
        return new Target(type, before, all, coming, going);
    }

    /** A priority that nobody asked for stays. */
    private static Ref merged(@Nullable Ref had, Ref wanted) {
        return had == null || wanted.priority() != null
                ? wanted
                : new Ref(wanted.value(), wanted.display(), wanted.type(), had.priority());
    }

    private static boolean has(List<Ref> refs, Ref wanted) {
        return refs.stream()
                .anyMatch(ref -> ref.value().equals(wanted.value())
                        && (wanted.priority() == null || wanted.priority().equals(ref.priority())));
    }

    private static @Nullable List<Ref> refs(String type, @Nullable UserView current) {
        boolean role = type.equals("role");
        if (current == null || !current.carried().contains(role ? Attribute.ROLES : Attribute.GROUPS)) {
            return null;
        }
        List<Ref> all = role ? current.user().roles() : current.user().groups();
        return all.stream().filter(ref -> ref.type().equals(type)).toList();
    }

    private static String text(Ref ref) {
        return ref.type() + ":" + ref.value() + (ref.priority() == null ? "" : " (" + ref.priority() + ")");
    }

    private static @Nullable String valueOf(String path, @Nullable UserView current) {
        if (current == null) {
            return null;
        }
        User user = current.user();
        return switch (path) {
            case "userName" -> user.userName();
            case "displayName" -> user.displayName();
            case "externalId" -> user.externalId();
            case "title" -> user.title();
            case "preferredLanguage" -> user.preferredLanguage();
            case "timezone" -> user.timezone();
            case "email" ->
                user.emails().stream()
                        .max(Comparator.comparing(Email::primary))
                        .map(Email::value)
                        .orElse(null);
            case "phoneNumber" ->
                user.phoneNumbers().isEmpty()
                        ? null
                        : user.phoneNumbers().get(0).value();
            default -> path.startsWith(EXTENSION) ? user.extensions().get(path.substring(EXTENSION.length())) : null;
        };
    }

    private static boolean carries(String path, @Nullable UserView current) {
        if (current == null) {
            return false;
        }
        return switch (path) {
            case "email" -> current.carried().contains(Attribute.EMAILS);
            case "phoneNumber" -> current.carried().contains(Attribute.PHONE_NUMBERS);
            default ->
                path.startsWith(EXTENSION)
                        || current.carried().stream()
                                .anyMatch(attribute -> attribute.path().equals(path));
        };
    }

    private static boolean equal(String path, String before, String wanted) {
        if (path.startsWith(EXTENSION)) {
            try {
                return Objects.equals(MAPPER.readTree(before), MAPPER.readTree(wanted));
            } catch (JsonProcessingException notJson) {
                return before.equals(wanted);
            }
        }
        return path.equals("email") ? before.equalsIgnoreCase(wanted) : before.equals(wanted);
    }
}

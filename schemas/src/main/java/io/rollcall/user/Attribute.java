package io.rollcall.user;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The comparable attributes of a {@link User}, under their SCIM paths.
 *
 * <p>{@code meta} and presence are missing on purpose: they move without the user changing. Extensions are compared one
 * by one under their own names, see {@link UserView}.
 */
public enum Attribute {
    EXTERNAL_ID("externalId", User::externalId),
    USER_NAME("userName", User::userName),
    DISPLAY_NAME("displayName", User::displayName),
    ACTIVE("active", User::active),
    LIFECYCLE_STATE("lifecycleState", User::lifecycleState),
    TITLE("title", User::title),
    PREFERRED_LANGUAGE("preferredLanguage", User::preferredLanguage),
    TIMEZONE("timezone", User::timezone),
    EMAILS("emails", user -> fold(user.emails(), Attribute::normalised)),
    PHONE_NUMBERS("phoneNumbers", user -> fold(user.phoneNumbers(), Function.identity())),
    ROLES("roles", user -> fold(user.roles(), Attribute::normalised)),
    GROUPS("groups", user -> fold(user.groups(), Attribute::normalised));

    private final String path;
    private final Function<User, @Nullable Object> normal;

    Attribute(String path, Function<User, @Nullable Object> normal) {
        this.path = path;
        this.normal = normal;
    }

    /** The SCIM attribute path, as in {@code event.changedAttributes}. */
    public String path() {
        return path;
    }

    /**
     * Whether two users differ in this attribute: sets compare unordered, e-mail addresses without case, references by
     * id and priority but not by display name.
     */
    public boolean differs(User one, User other) {
        return !Objects.equals(normal(one), normal(other));
    }

    /**
     * The value that counts in comparisons: null, a {@link String}, {@link Boolean} or {@link LifecycleState}, or a
     * {@link Set} of {@link Email}, {@link Phone} or {@link Ref}.
     */
    @Nullable
    Object normal(User user) {
        return normal.apply(user);
    }

    /** The SCIM paths in which two users differ, sorted; empty when they are equal but for noise. */
    public static List<String> changed(User before, User after) {
        TreeSet<String> paths = new TreeSet<>();
        for (Attribute attribute : values()) {
            if (attribute.differs(before, after)) {
                paths.add(attribute.path);
            }
        }
        Set<String> extensions = new TreeSet<>(before.extensions().keySet());
        extensions.addAll(after.extensions().keySet());
        for (String name : extensions) {
            if (!Objects.equals(
                    before.extensions().get(name), after.extensions().get(name))) {
                paths.add("extensions." + name);
            }
        }
        return List.copyOf(paths);
    }

    private static <T> Set<Object> fold(List<T> values, Function<T, ?> normaliser) {
        return values.stream().map(normaliser).collect(Collectors.toSet());
    }

    private static Email normalised(Email email) {
        return new Email(email.value().toLowerCase(Locale.ROOT), email.type(), email.primary());
    }

    private static Ref normalised(Ref ref) {
        return new Ref(ref.value(), null, ref.type(), ref.priority());
    }
}

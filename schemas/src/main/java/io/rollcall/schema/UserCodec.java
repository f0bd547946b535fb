package io.rollcall.schema;

import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Phone;
import io.rollcall.user.Ref;
import io.rollcall.user.StateVersion;
import io.rollcall.user.User;
import io.rollcall.user.UserKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Between {@link User} and the Struct of record {@code User}. Equal states give equal Structs: lists are sorted. */
final class UserCodec {

    private static final Comparator<@Nullable String> NULLS_FIRST =
            Comparator.nullsFirst(Comparator.<String>naturalOrder());
    private static final Comparator<Email> EMAILS = Comparator.comparing(Email::value)
            .thenComparing(Email::type, NULLS_FIRST)
            .thenComparing(Email::primary);
    private static final Comparator<Phone> PHONES =
            Comparator.comparing(Phone::value).thenComparing(Phone::type, NULLS_FIRST);
    private static final Comparator<Ref> REFS = Comparator.comparing(Ref::type)
            .thenComparing(Ref::value)
            .thenComparing(Ref::priority, NULLS_FIRST)
            .thenComparing(Ref::display, NULLS_FIRST);

    private UserCodec() {}

    static Struct encode(Schema schema, UserKey key, User user, boolean presence) {
        Schema meta = schema.field("meta").schema();
        return new Struct(schema)
                .put("id", user.id())
                .put("externalId", user.externalId())
                .put("userName", user.userName())
                .put("displayName", user.displayName())
                .put("active", user.active())
                .put("lifecycleState", user.lifecycleState().name())
                .put("title", user.title())
                .put("preferredLanguage", user.preferredLanguage())
                .put("timezone", user.timezone())
                .put("emails", list(schema, "emails", user.emails(), EMAILS, UserCodec::encode))
                .put("phoneNumbers", list(schema, "phoneNumbers", user.phoneNumbers(), PHONES, UserCodec::encode))
                .put("roles", list(schema, "roles", user.roles(), REFS, UserCodec::encode))
                .put("groups", list(schema, "groups", user.groups(), REFS, UserCodec::encode))
                .put(
                        "meta",
                        new Struct(meta)
                                .put("created", StructReader.timestamp(user.created()))
                                .put("lastModified", StructReader.timestamp(user.lastModified()))
                                .put("version", StateVersion.of(key, user)))
                .put("extensions", user.extensions())
                .put("presence", presence ? user.presence() : Map.of());
    }

    static User decode(StructReader user) {
        StructReader meta = user.child("meta");
        return new User(
                user.string("id"),
                user.stringOrNull("externalId"),
                user.stringOrNull("userName"),
                user.stringOrNull("displayName"),
                user.boolOrNull("active"),
                LifecycleState.ofName(user.string("lifecycleState")),
                user.stringOrNull("title"),
                user.stringOrNull("preferredLanguage"),
                user.stringOrNull("timezone"),
                user.list(
                        "emails",
                        email -> new Email(email.string("value"), email.stringOrNull("type"), email.bool("primary"))),
                user.list("phoneNumbers", phone -> new Phone(phone.string("value"), phone.stringOrNull("type"))),
                user.list("roles", UserCodec::ref),
                user.list("groups", UserCodec::ref),
                meta.instantOrNull("created"),
                meta.instantOrNull("lastModified"),
                user.stringMap("extensions"),
                user.stringMap("presence"));
    }

    private static <T> List<Struct> list(
            Schema user, String field, List<T> values, Comparator<T> order, BiFunction<Schema, T, Struct> element) {
        Schema schema = user.field(field).schema().valueSchema();
        return values.stream()
                .distinct()
                .sorted(order)
                .map(value -> element.apply(schema, value))
                .toList();
    }

    private static Struct encode(Schema schema, Email email) {
        return new Struct(schema)
                .put("value", email.value())
                .put("type", email.type())
                .put("primary", email.primary());
    }

    private static Struct encode(Schema schema, Phone phone) {
        return new Struct(schema).put("value", phone.value()).put("type", phone.type());
    }

    private static Struct encode(Schema schema, Ref ref) {
        return new Struct(schema)
                .put("value", ref.value())
                .put("display", ref.display())
                .put("type", ref.type())
                .put("priority", ref.priority());
    }

    private static Ref ref(StructReader ref) {
        return new Ref(
                ref.string("value"), ref.stringOrNull("display"), ref.string("type"), ref.stringOrNull("priority"));
    }
}

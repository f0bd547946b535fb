package io.rollcall.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.Op;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.user.UserJson;
import io.rollcall.user.UserKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One user's life at LiveChat, event by event. */
final class Samples {

    static final EventOptions EVERYTHING = new EventOptions(true, true);
    static final SourceInfo SOURCE = new SourceInfo("1.2.3", "livechat", "support", "v3.6");
    static final UserKey KEY = new UserKey("livechat", "acme eu", "ada@example.test");
    static final Instant OBSERVED_FROM = Instant.parse("2026-03-01T09:59:00Z");
    static final Instant OBSERVED_TO = Instant.parse("2026-03-01T10:00:00Z");
    static final Instant PRODUCED_AT = Instant.parse("2026-03-01T10:00:01Z");

    static final User AGENT = user("Agent", "2026-02-01T08:30:00Z");
    static final User LEAD = user("Lead", "2026-03-01T09:59:30Z");

    private Samples() {}

    static UserChange read() {
        return change(Op.READ, LifecycleEvent.DISCOVERED, null, AGENT, List.of());
    }

    static UserChange create() {
        return change(Op.CREATE, LifecycleEvent.CREATED, null, AGENT, List.of());
    }

    static UserChange update() {
        return change(Op.UPDATE, LifecycleEvent.UPDATED, AGENT, LEAD, List.of("title"));
    }

    static UserChange delete() {
        return change(Op.DELETE, LifecycleEvent.DELETED, LEAD, null, List.of());
    }

    static UserChange change(
            Op op, LifecycleEvent lifecycle, @Nullable User before, @Nullable User after, List<String> changed) {
        return new UserChange(
                KEY,
                op,
                lifecycle,
                before,
                after,
                7,
                changed,
                before == null ? null : OBSERVED_FROM,
                OBSERVED_TO,
                op == Op.DELETE ? "POINT_READ_NOT_FOUND" : null,
                null,
                "sweep-12",
                op == Op.READ);
    }

    static UserEvent event(UserChange change) {
        return UserEvent.of(change, SOURCE, PRODUCED_AT);
    }

    /** Lists of users are sets: this form has no order, and equal users in it are equal but for that. */
    static String canonical(@Nullable User user) {
        if (user == null) {
            return "none";
        }
        ObjectNode json = UserJson.toJson(user);
        for (String set : List.of("emails", "phoneNumbers", "roles", "groups")) {
            List<String> elements = new ArrayList<>();
            json.path(set).forEach(element -> elements.add(element.toString()));
            json.put(set, elements.stream().distinct().sorted().toList().toString());
        }
        return json.toString();
    }

    private static User user(String title, String lastModified) {
        return UserJson.read("""
                {"id":"ada@example.test","externalId":"f3a1","userName":"ada@example.test","displayName":"Ada",
                 "active":true,"lifecycleState":"ACTIVE","title":"%s","timezone":"Europe/London",
                 "emails":[{"value":"ada@example.test","type":"work","primary":true}],
                 "phoneNumbers":[{"value":"+44 1","type":"mobile"}],
                 "roles":[{"value":"administrator","type":"role"}],
                 "groups":[{"value":"3","type":"group"},{"value":"7","display":"Sales","type":"group","priority":"last"}],
                 "created":"2026-01-15T12:00:00Z","lastModified":"%s",
                 "extensions":{"livechat:max_chats_count":"6"},
                 "presence":{"livechat:routing_status":"\\"accepting_chats\\""}}
                """.formatted(title, lastModified));
    }
}

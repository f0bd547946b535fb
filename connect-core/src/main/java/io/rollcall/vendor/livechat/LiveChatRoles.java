package io.rollcall.vendor.livechat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rollcall.http.Answer;
import io.rollcall.http.Request;
import io.rollcall.vendor.CursorPages;
import io.rollcall.vendor.RefCatalog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** LiveChat's roles: words of its API, without a list to read. */
final class LiveChatRoles {
    static final String AGENT = "agent";
    static final String ADMINISTRATOR = "administrator";

    /** Those that administer the licence. */
    static final Set<String> ADMINS = Set.of(ADMINISTRATOR, "owner", "viceowner");

    /** What v3.6 calls an agent. */
    private static final String NORMAL = "normal";

    private final boolean vendorDialect;

    /** @param vendorDialect whether to call an agent {@code normal}, as v3.6 does, instead of what the specification says */
    LiveChatRoles(boolean vendorDialect) {
        this.vendorDialect = vendorDialect;
    }

    /** The one word for a role that has two. */
    static String canonical(String word) {
        return word.equals(NORMAL) ? AGENT : word;
    }

    static boolean assignable(String role) {
        return role.equals(AGENT) || role.equals(ADMINISTRATOR);
    }

    /** The word to send for a role. */
    String word(String role) {
        return vendorDialect && role.equals(AGENT) ? NORMAL : role;
    }

    /** The roles by name, for commands that name them so. Those that cannot be assigned are there to be told from typos. */
    static RefCatalog catalog(InstantSource clock) {
        ArrayNode roles = JsonNodeFactory.instance.arrayNode();
        for (String role : List.of(AGENT, NORMAL, ADMINISTRATOR, "viceowner", "owner")) {
            roles.addObject().put("id", role).put("name", role);
        }
        Request none = Request.list("list roles", "", "");
        return new RefCatalog(
                "LiveChat roles",
                null,
                Duration.ofDays(1),
                request -> new Answer(200, roles, clock.instant()),
                clock,
                () -> new CursorPages(none, (first, cursor) -> first, "", List.of()));
    }
}

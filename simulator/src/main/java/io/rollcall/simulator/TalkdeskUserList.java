package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * Talkdesk's user listing: {@code users} and {@code meta} with numbered pages of 20, 100 at most, as specified; or HAL with its links,
 * 50 a page, as publicly documented.
 */
final class TalkdeskUserList {

    private static final int USUAL = 20;
    private static final int USUAL_HAL = 50;
    private static final int LARGEST = 100;

    private final Settings settings;

    TalkdeskUserList(Settings settings) {
        this.settings = settings;
    }

    static int page(Call call) {
        return Math.max(1, call.number("page[number]", call.number("page", 1)));
    }

    Answer answer(Call call, SimulatedAccount account) {
        String email = call.query().getOrDefault("email", "");
        String status = call.query().getOrDefault("status", "");
        String active = call.query().getOrDefault("active", "");
        Predicate<ObjectNode> filter = user -> (email.isEmpty() || Json.sameText(user, "email", email))
                && (status.isEmpty() || Json.text(user, "status").equals(status))
                && (active.isEmpty()
                        || String.valueOf(TalkdeskModel.active(user)).equals(active));
        Listing listing = Listing.of(call, account.visible().rows(Tables.USERS), filter);
        boolean hal = settings.is(Setting.SHAPE, "hal");
        int asked = call.number("page[size]", call.number("per_page", 0));
        int size = settings.pageSize(asked, hal ? USUAL_HAL : USUAL, LARGEST);
        int page = page(call);
        List<ObjectNode> items = listing.numbered(settings.on(Setting.IGNORE_PAGE) ? 1 : page, size).stream()
                .map(user -> settings.projected(account.shown(user), Setting.LIST_FIELDS))
                .toList();
        if (hal) {
            return hal(call, items, listing.total(), page, size);
        }
        ObjectNode body = Json.object().set("users", Json.array(items));
        body.putObject("meta").put("total", listing.total()).put("page", page);
        return Answer.ok(body);
    }

    private Answer hal(Call call, List<ObjectNode> items, int total, int page, int size) {
        int pages = (total + size - 1) / size;
        ObjectNode body = Json.object()
                .put("count", items.size())
                .put("total", total)
                .put("page", page)
                .put("per_page", size)
                .put("total_pages", pages);
        body.putObject("_embedded").set("users", Json.array(items));
        ObjectNode links = body.putObject("_links");
        String own = "http://" + call.header("Host");
        links.putObject("self").put("href", link(own, call, page, size));
        InjectedFault fault = call.fault();
        boolean repeating = fault != null && fault.kind() == InjectedFault.Kind.REPEATED_CURSOR;
        if (repeating || page < pages) {
            String foreign = settings.text(Setting.NEXT_ORIGIN);
            String next = link(foreign.isEmpty() ? own : foreign, call, repeating ? page : page + 1, size);
            links.putObject("next").put("href", next);
        }
        return Answer.ok(body);
    }

    private static String link(String origin, Call call, int page, int size) {
        StringBuilder link = new StringBuilder(origin)
                .append("/talkdesk/users?page=")
                .append(page)
                .append("&per_page=")
                .append(size);
        for (String filter : List.of("email", "status", "active")) {
            String value = call.query().get(filter);
            if (value != null) {
                link.append('&').append(filter).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return link.toString();
    }
}

package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.config.Egress;
import io.rollcall.http.Request;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.PageRule;
import io.rollcall.vendor.VendorException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Talkdesk's paging in both shapes: by number up to {@code meta.total} as specified, by next links (HAL) as the public API
 * does it.
 */
final class TalkdeskPages implements PageRule {
    /** The longest page there is; the vendor's own is 20. */
    private static final int PAGE = 100;

    private final Request list;
    private final String name;
    private final boolean shortEnds;
    private long total = -1;
    private boolean totalMoved;

    /**
     * @param list the request without paging
     * @param name the collection's name in the envelope
     * @param shortEnds whether a short page is the end where the answer says nothing about paging at all
     */
    TalkdeskPages(Request list, String name, boolean shortEnds) {
        this.list = list;
        this.name = name;
        this.shortEnds = shortEnds;
    }

    @Override
    public Request first() {
        return numbered(1);
    }

    @Override
    public @Nullable JsonNode items(JsonNode body) {
        return body.isArray() ? body : Json.array(body, "/" + name, "/_embedded/" + name, "/data");
    }

    @Override
    public Turn turn(JsonNode body, Progress progress) {
        note(body);
        JsonNode links = body.path("_links");
        if (links.isObject()) {
            JsonNode next = links.path("next");
            String href = Json.text(next.isObject() ? next.get("href") : next);
            return href == null ? end(progress) : new Turn.Next(href, linked(href));
        }
        boolean silent = total < 0;
        if (progress.onPage() == 0
                || (total >= 0 && progress.distinct() >= total)
                || (silent && shortEnds && progress.onPage() < PAGE)) {
            return end(progress);
        }
        int following = progress.pages() + 1;
        return new Turn.Next("page " + following, numbered(following));
    }

    private void note(JsonNode body) {
        long meta = Json.count(body.at("/meta/total"));
        long now = meta >= 0 ? meta : Json.count(body.path("total"));
        totalMoved |= total >= 0 && now != total;
        total = now;
    }

    /** Rows that came or went meanwhile have shifted others past the pages: who was not seen may still be there. */
    private Turn end(Progress progress) {
        if (totalMoved) {
            return new Turn.Broken("total changed meanwhile");
        }
        return progress.distinct() < total ? new Turn.Broken("short listing") : Turn.LAST;
    }

    private Request numbered(int page) {
        return list.with("page[number]", page).with("page[size]", PAGE);
    }

    /** The token goes wherever the link says, so it may only say the same place. */
    private Request linked(String href) {
        if (!Egress.sameOrigin(list.url(), href)) {
            throw new VendorException(
                    new Failure.Misconfigured(),
                    "talkdesk: '" + list.name() + "' was answered with a next page at another address than "
                            + list.setting() + " and " + TalkdeskVendor.BASE_URL
                            + " lead to. It was not followed, since the token would go there. Check these settings",
                    null);
        }
        // java.net.URI drops the last segment before a bare query, as RFC 2396 did and RFC 3986 no longer does.
        URI target = URI.create(list.url()).resolve(href.startsWith("?") ? list.url() + href : href);
        String url = target.getScheme() + "://" + target.getRawAuthority() + target.getRawPath();
        Request request = TalkdeskApi.list(list.name(), url, list.setting());
        String query = target.getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            request = request.with(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return request;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

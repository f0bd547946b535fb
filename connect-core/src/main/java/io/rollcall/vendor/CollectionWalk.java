package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.Answer;
import io.rollcall.http.JsonHttp;
import io.rollcall.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a vendor's collection, one request per step, under the vendor's {@link PageRule}; and the judge of
 * whether it showed everything.
 *
 * <p>Whatever the rule says, a walk is incomplete when a cursor or a page comes twice, when it does not end, when a page
 * lacks its array, and when an item lacks its id.
 */
public final class CollectionWalk {
    /** Far beyond any directory of support agents; only a vendor that pages for ever gets here. */
    static final int MAX_PAGES = 10_000;

    private final JsonHttp http;
    private final PageRule rule;
    private final Set<String> cursors = new HashSet<>();
    private final Set<List<String>> pages = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private Request request;
    private int steps;
    private int received;
    private @Nullable String flaw;

    public CollectionWalk(JsonHttp http, PageRule rule) {
        this.http = http;
        this.rule = rule;
        this.request = rule.first();
    }

    /**
     * One page.
     *
     * @param items its items, each an object with an id
     * @param sentAt when it was asked for
     * @param paging as in {@link Page}
     */
    public record Step(List<JsonNode> items, Instant sentAt, Paging paging) {}

    /** Asks for the next page. Not to be called after the end. */
    public Step next() {
        Answer answer = http.send(request);
        JsonNode array = rule.items(answer.body());
        if (array == null || !array.isArray()) {
            return new Step(List.of(), answer.sentAt(), new Paging.Incomplete("answer without a list"));
        }
        List<JsonNode> items = new ArrayList<>(array.size());
        List<String> pageIds = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            String id = Json.id(item);
            if (id == null) {
                flaw = "item without an id";
            } else {
                items.add(item);
                pageIds.add(id);
            }
        }
        Collections.sort(pageIds);
        if (!pageIds.isEmpty() && !pages.add(pageIds)) {
            return new Step(List.of(), answer.sentAt(), new Paging.Incomplete("repeated page"));
        }
        ids.addAll(pageIds);
        received += array.size();
        return new Step(items, answer.sentAt(), turn(answer.body(), array.size()));
    }

    private Paging turn(JsonNode body, int onPage) {
        steps++;
        PageRule.Turn turn = rule.turn(body, new PageRule.Progress(steps, onPage, received, ids.size()));
        if (turn instanceof PageRule.Turn.Broken broken) {
            return new Paging.Incomplete(broken.reason());
        }
        if (turn instanceof PageRule.Turn.Next next) {
            return follow(next);
        }
        return flaw == null ? Paging.COMPLETE : new Paging.Incomplete(flaw);
    }

    private Paging follow(PageRule.Turn.Next next) {
        if (!cursors.add(next.cursor())) {
            return new Paging.Incomplete("repeated cursor");
        }
        if (steps == MAX_PAGES) {
            return new Paging.Incomplete("more than " + MAX_PAGES + " pages");
        }
        request = next.request();
        return Paging.MORE;
    }
}

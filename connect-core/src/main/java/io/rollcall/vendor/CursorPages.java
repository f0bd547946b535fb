package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.Request;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Paging by a cursor in the answer: the listing ends with the page that has none, or an empty one.
 *
 * <p>A bare array instead of an envelope is all there is: the public APIs of LiveChat and Gladly answer so and do not page.
 *
 * @param first the request for the first page
 * @param following makes the request for the page behind a cursor from the first one
 * @param array where the items are in the envelope, as a JSON pointer
 * @param cursors where the cursor is, as JSON pointers; the first that is there counts
 */
public record CursorPages(
        Request first, BiFunction<Request, String, Request> following, String array, List<String> cursors)
        implements PageRule {

    public CursorPages {
        cursors = List.copyOf(cursors);
    }

    @Override
    public @Nullable JsonNode items(JsonNode body) {
        return body.isArray() ? body : Json.array(body, array);
    }

    @Override
    public Turn turn(JsonNode body, Progress progress) {
        for (String pointer : cursors) {
            JsonNode value = body.at(pointer);
            if (value.isContainerNode()) {
                return new Turn.Broken("unreadable cursor");
            }
            String cursor = Json.text(value);
            if (cursor != null) {
                return new Turn.Next(cursor, following.apply(first, cursor));
            }
        }
        return Turn.LAST;
    }
}

package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.Request;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor pages through one collection: what to ask for, where the items are, and when it has shown everything.
 *
 * <p>A rule serves one {@link CollectionWalk}, so it may remember what earlier pages said.
 */
public interface PageRule {

    /** The request for the first page. */
    Request first();

    /** The array of items; null when the answer has none where it belongs, which is not the same as an empty one. */
    @Nullable
    JsonNode items(JsonNode body);

    /** What comes after this page. */
    Turn turn(JsonNode body, Progress progress);

    /**
     * How far a walk has come, the latest page included.
     *
     * @param pages pages received
     * @param onPage items on the latest page
     * @param received items received on all pages, repeated ones counted again
     * @param distinct different ids among them
     */
    record Progress(int pages, int onPage, int received, int distinct) {}

    /** What comes after a page. */
    sealed interface Turn {

        /**
         * Another page.
         *
         * @param cursor what tells it from all others: the same one twice means going in circles
         * @param request how to ask for it
         */
        record Next(String cursor, Request request) implements Turn {}

        /** Nothing: the vendor has shown everything. */
        record Last() implements Turn {}

        /**
         * Nothing, although the vendor has not shown everything.
         *
         * @param reason as in {@link Paging.Incomplete}
         */
        record Broken(String reason) implements Turn {}

        Turn LAST = new Last();
    }
}

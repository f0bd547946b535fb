package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.JsonHttp;
import io.rollcall.user.UserView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks users up by a filter that the vendor applies, and once more here, since a server that ignores it shows strangers.
 *
 * @param vendor the vendor's name, for messages
 * @param pages the vendor's way to page through what matches
 * @param listed makes a view of an item
 * @param whole whether items show all there is, as in {@link Lookup.Found}
 */
public record FilteredLookup(String vendor, PageRule pages, HttpDirectory.Mapping listed, boolean whole) {

    /**
     * Reads all pages.
     *
     * @param wanted whether an item is one of those that were asked for
     */
    public List<Lookup.Found> find(JsonHttp http, Predicate<JsonNode> wanted) {
        Map<String, Lookup.Found> found = new LinkedHashMap<>();
        CollectionWalk walk = new CollectionWalk(http, pages);
        while (true) {
            CollectionWalk.Step step = walk.next();
            for (JsonNode item : step.items()) {
                if (wanted.test(item)) {
                    try {
                        UserView view = listed.view(item, step.sentAt());
                        found.put(view.id(), new Lookup.Found(view, item, whole));
                    } catch (UnreadableUserException e) {
                        throw notUnderstood(e.getMessage(), e);
                    }
                }
            }
            if (step.paging() instanceof Paging.Complete) {
                return List.copyOf(found.values());
            }
            if (step.paging() instanceof Paging.Incomplete incomplete) {
                throw notUnderstood(incomplete.reason(), null);
            }
        }
    }

    /** Whoever was not shown may be there all the same. */
    private VendorException notUnderstood(@Nullable String why, @Nullable Throwable cause) {
        String message = vendor + ": the answer to '" + pages.first().name() + "' was not understood: " + why;
        return new VendorException(new Failure.Transient(false, null), message, cause);
    }
}

package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.budget.Priority;
import io.rollcall.http.Answer;
import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;
import io.rollcall.http.Request;
import io.rollcall.http.Turn;
import io.rollcall.user.UserView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A tenant's users behind a vendor's HTTP API: everything about a directory that is the same for all vendors. */
public final class HttpDirectory implements UserDirectory {
    private final Http connections;
    private final JsonHttp http;
    private final Api api;

    /**
     * @param connections what to close at the end
     * @param http sends under the account's credentials
     * @param api what differs between vendors
     */
    public HttpDirectory(Http connections, JsonHttp http, Api api) {
        this.connections = connections;
        this.http = http;
        this.api = api;
    }

    /**
     * What differs between vendors.
     *
     * @param vendor the vendor's name, for messages
     * @param catalogs read before the users when due, in this order
     * @param users the vendor's way to page through all users
     * @param listed makes a view of an item of the listing
     * @param user the request for one user, by id
     * @param unwrap finds the user in the answer to that
     * @param read makes a view of it
     */
    public record Api(
            String vendor,
            List<RefCatalog> catalogs,
            Supplier<PageRule> users,
            Mapping listed,
            Function<String, Request> user,
            Function<JsonNode, JsonNode> unwrap,
            Mapping read) {

        public Api {
            catalogs = List.copyOf(catalogs);
        }
    }

    /** Makes a view of a vendor's user object. */
    @FunctionalInterface
    public interface Mapping {
        UserView view(JsonNode user, Instant sentAt) throws UnreadableUserException;
    }

    @Override
    public Listing list() {
        return new Sweep(api.catalogs().stream().filter(RefCatalog::isDue).toList());
    }

    @Override
    public Lookup read(String userId) {
        Request request = api.user().apply(userId);
        Answer answer;
        try {
            answer = http.send(request);
        } catch (VendorException e) {
            if (e.failure() instanceof Failure.Absent) {
                return Lookup.NOT_FOUND;
            }
            throw e;
        }
        JsonNode user = api.unwrap().apply(answer.body());
        UserView view;
        try {
            view = api.read().view(user, answer.sentAt());
        } catch (UnreadableUserException e) {
            throw notUnderstood(request, e.getMessage(), e);
        }
        if (!view.id().equals(userId)) {
            throw notUnderstood(request, "it shows another user than the one asked for", null);
        }
        return new Lookup.Found(view, user);
    }

    @Override
    public UserDirectory prompt() {
        JsonHttp ahead = request ->
                http.send(request.at(new Turn(Priority.HINT, request.turn().stillWanted())));
        return new HttpDirectory(connections, ahead, api);
    }

    @Override
    public void close() {
        connections.close();
    }

    private VendorException notUnderstood(Request request, @Nullable String why, @Nullable Throwable cause) {
        String message = api.vendor() + ": the answer to '" + request.name() + "' was not understood: " + why;
        return new VendorException(new Failure.Transient(false, null), message, cause);
    }

    private final class Sweep implements Listing {
        private final Deque<RefCatalog> due;
        private final CollectionWalk users =
                new CollectionWalk(http, api.users().get());
        private @Nullable String flaw;

        Sweep(List<RefCatalog> due) {
            this.due = new ArrayDeque<>(due);
            due.forEach(RefCatalog::begin);
        }

        @Override
        public Page next() {
            RefCatalog catalog = due.peek();
            if (catalog != null) {
                if (catalog.step()) {
                    due.remove();
                }
                return new Page(List.of(), Paging.MORE);
            }
            CollectionWalk.Step step = users.next();
            List<UserView> views = new ArrayList<>(step.items().size());
            for (JsonNode item : step.items()) {
                try {
                    views.add(api.listed().view(item, step.sentAt()));
                } catch (UnreadableUserException e) {
                    // The others are still worth having; only the claim to have seen everybody is lost.
                    flaw = e.getMessage();
                }
            }
            boolean flawed = flaw != null && step.paging() instanceof Paging.Complete;
            return new Page(views, flawed ? new Paging.Incomplete(String.valueOf(flaw)) : step.paging());
        }
    }
}

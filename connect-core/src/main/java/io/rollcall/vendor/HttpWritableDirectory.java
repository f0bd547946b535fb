package io.rollcall.vendor;

import io.rollcall.budget.Priority;
import io.rollcall.command.NamedRef;
import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;
import io.rollcall.http.Turn;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A tenant's users behind a vendor's HTTP API, to be changed: everything about it that is the same for all vendors. */
public final class HttpWritableDirectory implements WritableDirectory {
    private final Http connections;
    private final JsonHttp http;
    private final HttpDirectory.Api api;
    private final HttpDirectory directory;
    private final UserWriter writer;

    /**
     * @param connections what to close at the end
     * @param http sends under the account's credentials
     * @param api how users are read
     * @param writer how they are looked up and changed
     */
    public HttpWritableDirectory(Http connections, JsonHttp http, HttpDirectory.Api api, UserWriter writer) {
        this.connections = connections;
        this.http = http;
        this.api = api;
        this.writer = writer;
        this.directory = new HttpDirectory(connections, http, api);
    }

    @Override
    public Listing list() {
        return directory.list();
    }

    @Override
    public Lookup read(String userId) {
        return writer.read(directory, http, userId);
    }

    @Override
    public List<Lookup.Found> find(Identity identity, Instant since) {
        return writer.find(http, identity, since);
    }

    @Override
    public Reference reference(String type, NamedRef ref) {
        RefCatalog catalog = writer.catalog(type);
        return catalog == null ? writer.unlisted(type, ref) : catalog.reference(ref, type);
    }

    @Override
    public Plan planCreate(Goal.Present goal) {
        return writer.planCreate(goal);
    }

    @Override
    public Plan plan(Goal goal, String userId, Lookup.@Nullable Found current) {
        return writer.plan(goal, userId, current);
    }

    @Override
    public Written send(Write write, BooleanSupplier stillWanted) {
        return writer.written(write, http.send(write.request().at(new Turn(null, stillWanted))));
    }

    @Override
    public WritableDirectory urgent() {
        JsonHttp ahead = request -> http.send(
                request.at(new Turn(Priority.DEPROVISION, request.turn().stillWanted())));
        return new HttpWritableDirectory(connections, ahead, api, writer);
    }

    @Override
    public void close() {
        connections.close();
    }
}

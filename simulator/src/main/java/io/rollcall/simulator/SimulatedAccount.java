package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The people and groups of one account at one vendor, for use behind the connector's back. Objects have the vendor's own shape, whole;
 * those given out are copies. Tables other than {@code users} are named as the vendor names them: {@code groups} (Olark, LiveChat),
 * {@code teams} and {@code inboxes} (Gladly), {@code teams}, {@code roles} and {@code ring_groups} (Talkdesk). Thread-safe.
 *
 * <p>Methods that name an id throw {@link NoSuchElementException} when there is no such object.
 */
public final class SimulatedAccount {

    private final String name;
    private final String domain;
    private final int firstPerson;
    private final VendorModel model;
    private final Directory directory;
    private final InstantSource clock;
    private final ChangeLog log;
    private int seeded;

    SimulatedAccount(
            String name, boolean first, VendorModel model, InstantSource clock, Settings settings, ChangeWatch watch) {
        this.name = name;
        this.domain = first ? "example.com" : "example.org";
        this.firstPerson = first ? 0 : 1000;
        this.model = model;
        this.clock = clock;
        // The second account's ids never occur in the first, as with real vendors.
        this.directory = new Directory(clock, () -> settings.number(Setting.READ_DELAY_MS), first ? 0 : 90_000);
        this.log = new ChangeLog(name, watch, this::shown);
        reset();
    }

    /** {@code primary} or {@code second}. */
    public String name() {
        return name;
    }

    /** Creates a user at the end of listings; what is not given gets the vendor's default. No mail, no seat check. */
    public ObjectNode create(Map<String, ?> attributes) {
        return create(Json.object(attributes), Integer.MAX_VALUE);
    }

    /** Creates a user at a place in listings, 0 being the front. */
    public ObjectNode createAt(int position, Map<String, ?> attributes) {
        return create(Json.object(attributes), position);
    }

    synchronized ObjectNode create(ObjectNode attributes, int position) {
        ObjectNode user = model.born(directory, attributes, now());
        String id = Json.text(user, "id");
        if (directory.truth().has(Tables.USERS, id)) {
            throw new IllegalArgumentException("user " + id + " exists");
        }
        return log.during(() -> {
            log.touch(Tables.USERS, id);
            directory.changing().insert(Tables.USERS, id, user, position);
            return shown(user);
        });
    }

    /** Merges the patch into a user; arrays and objects are replaced whole. */
    public ObjectNode change(String id, Map<String, ?> patch) {
        return change(id, Json.object(patch));
    }

    synchronized ObjectNode change(String id, ObjectNode patch) {
        if (patch.has("id")) {
            throw new IllegalArgumentException("an id is changed by renaming");
        }
        return replace(Json.merged(row(Tables.USERS, id), patch));
    }

    synchronized ObjectNode replace(ObjectNode user) {
        ObjectNode touched = model.touched(user, now());
        String id = Json.text(user, "id");
        return log.during(() -> {
            log.touch(Tables.USERS, id);
            directory.changing().put(Tables.USERS, id, touched);
            return shown(touched);
        });
    }

    /** Removes a user for good, memberships included. */
    public synchronized void delete(String id) {
        row(Tables.USERS, id);
        log.during(() -> {
            log.touch(Tables.USERS, id);
            return directory.changing().remove(Tables.USERS, id);
        });
    }

    /** Gives a user another id and keeps everything else, as LiveChat does with an address changed under one {@code account_id}. */
    public synchronized ObjectNode rename(String id, String newId) {
        ObjectNode user = row(Tables.USERS, id).deepCopy().put("id", newId);
        if (directory.truth().has(Tables.USERS, newId)) {
            throw new IllegalArgumentException("user " + newId + " exists");
        }
        directory.changing().rename(Tables.USERS, id, newId, user);
        return shown(user);
    }

    /** The whole user, whatever readers are shown. */
    public synchronized Optional<ObjectNode> find(String id) {
        return directory.truth().find(Tables.USERS, id).map(this::shown);
    }

    /** All users in listing order. */
    public synchronized List<ObjectNode> users() {
        return directory.truth().nodes(Tables.USERS).stream().map(this::shown).toList();
    }

    /** All rows of a table other than users. */
    public synchronized List<ObjectNode> rows(String table) {
        Tables truth = directory.truth();
        return truth.nodes(table).stream()
                .map(row -> model.shown(truth, table, row))
                .toList();
    }

    /** Creates or replaces a group, team, inbox or role; without an {@code id} it gets one. */
    public ObjectNode put(String table, Map<String, ?> row) {
        return put(table, Json.object(row));
    }

    synchronized ObjectNode put(String table, ObjectNode row) {
        ObjectNode whole = row.deepCopy();
        if (!row.has("id")) {
            whole.set("id", model.newId(directory, table));
        }
        String id = Json.text(whole, "id");
        return log.during(() -> {
            log.touch(table, id);
            directory.changing().put(table, id, whole);
            return model.shown(directory.truth(), table, whole);
        });
    }

    /** Removes a group, team, inbox or role, and every user's membership of it. */
    public synchronized void remove(String table, String id) {
        row(table, id);
        log.during(() -> {
            log.touch(table, id);
            Tables tables = directory.changing();
            if (model.memberships().containsKey(table)) {
                for (ObjectNode user : tables.nodes(Tables.USERS)) {
                    tables.put(Tables.USERS, Json.text(user, "id"), model.withMembership(user, table, id, false));
                }
            }
            return tables.remove(table, id);
        });
    }

    /** Makes a user a member. */
    public synchronized void join(String table, String id, String userId) {
        member(table, id, userId, true);
    }

    /** Ends a membership. */
    public synchronized void leave(String table, String id, String userId) {
        member(table, id, userId, false);
    }

    private void member(String table, String id, String userId, boolean member) {
        row(table, id);
        log.during(() -> {
            log.touch(table, id);
            return replace(model.withMembership(row(Tables.USERS, userId), table, id, member));
        });
    }

    /** Says that the members of a row are about to change, by changes of the users. */
    void touch(String table, String id) {
        log.touch(table, id);
    }

    /** Does what one request of an API client asks for; the vendor tells of all of it together. */
    synchronized <T> T as(String client, Supplier<T> work) {
        return log.by(client, work);
    }

    /** Adds so many made-up users; the same calls after a reset give the same people. */
    public synchronized void seed(int users) {
        Tables tables = directory.changing();
        log.during(() -> {
            for (int i = 0; i < users; i++) {
                Person person = Person.of(firstPerson + seeded++, domain);
                ObjectNode user = model.born(directory, model.draft(person), now());
                String id = Json.text(user, "id");
                log.touch(Tables.USERS, id);
                tables.put(Tables.USERS, id, user);
            }
            return tables;
        });
    }

    /** Removes everybody, restores the groups of a new account, and starts ids over. */
    public synchronized void reset() {
        directory.reset();
        seeded = 0;
        model.furnish(directory.truth());
    }

    /** Everything that is true, by table: {@code {"users":[…],"groups":[…]}}. */
    public synchronized ObjectNode state() {
        ObjectNode state = Json.object();
        state.set(Tables.USERS, Json.array(users()));
        for (String table : directory.truth().names()) {
            if (!table.equals(Tables.USERS)) {
                state.set(table, Json.array(rows(table)));
            }
        }
        return state;
    }

    /** What readers are shown now. */
    Tables visible() {
        return directory.visible();
    }

    Tables truth() {
        return directory.truth();
    }

    VendorModel model() {
        return model;
    }

    ObjectNode shown(ObjectNode user) {
        return model.shown(directory.truth(), user);
    }

    private Optional<ObjectNode> shown(String table, String id) {
        Tables truth = directory.truth();
        return truth.find(table, id)
                .map(row -> table.equals(Tables.USERS) ? model.shown(truth, row) : model.shown(truth, table, row));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private ObjectNode row(String table, String id) {
        return directory
                .truth()
                .find(table, id)
                .orElseThrow(() -> new NoSuchElementException("no " + id + " in " + table));
    }
}

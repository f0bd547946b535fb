package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.command.NamedRef;
import io.rollcall.http.JsonHttp;
import io.rollcall.user.Ref;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups, teams, inboxes or roles of one account, by id: read as a whole, kept for a while.
 *
 * <p>An account may have none to show, since some of these collections are missing from the vendors' public APIs and
 * others need a permission of their own. Names then stay unresolved and life goes on.
 *
 * <p>A sweep reads it step by step; {@link #reference} reads it at once when it has to. Thread-safe, but never both ways of
 * reading in one directory.
 */
public final class RefCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(RefCatalog.class);
    /** How old the catalogue may be when a name is missing from it, before it is read again for that. */
    private static final Duration MISS_PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final @Nullable String memberField;
    private final Duration timeToLive;
    private final JsonHttp http;
    private final InstantSource clock;
    private final Supplier<PageRule> pages;

    private final Object reader = new Object();
    private @Nullable CollectionWalk walk;
    private Map<String, JsonNode> reading = new TreeMap<>();

    private State state = State.UNREAD;
    /** Why it counts as absent, if that may pass. */
    private @Nullable VendorException forbidden;

    private Instant readAt = Instant.MIN;
    private RefItems items = new RefItems(Map.of());
    private @Nullable Map<String, List<String>> memberships;
    private final Set<String> missed = new HashSet<>();
    private final Set<String> unnamed = new HashSet<>();
    private boolean absenceLogged;

    private enum State {
        UNREAD,
        ABSENT,
        PARTIAL,
        WHOLE
    }

    /**
     * @param name what it holds, for the log, such as {@code Gladly teams}
     * @param memberField the items' list of users' ids, where a vendor keeps memberships there; null when it does not
     * @param timeToLive how long names may be old. Memberships may not: a catalogue that showed some is read in every sweep
     * @param pages the vendor's way to page through it
     */
    public RefCatalog(
            String name,
            @Nullable String memberField,
            Duration timeToLive,
            JsonHttp http,
            InstantSource clock,
            Supplier<PageRule> pages) {
        this.name = name;
        this.memberField = memberField;
        this.timeToLive = timeToLive;
        this.http = http;
        this.clock = clock;
        this.pages = pages;
    }

    /** Whether the next sweep has to read it. */
    synchronized boolean isDue() {
        return state == State.UNREAD
                || state == State.PARTIAL
                || !missed.isEmpty()
                || showsMembers()
                || !clock.instant().isBefore(readAt.plus(timeToLive));
    }

    /** Begins to read it again, forgetting a reading that was broken off. */
    void begin() {
        walk = new CollectionWalk(http, pages.get());
        reading = new TreeMap<>();
    }

    /**
     * Sends one request.
     *
     * @return whether it is read now
     * @throws VendorException for failures that do not just mean that the account has no such collection
     */
    boolean step() {
        if (walk == null) {
            return true;
        }
        try {
            CollectionWalk.Step step = walk.next();
            for (JsonNode item : step.items()) {
                reading.put(String.valueOf(Json.id(item)), item);
            }
            if (step.paging() instanceof Paging.More) {
                return false;
            }
            finish(new RefItems(reading), step.paging() instanceof Paging.Complete ? State.WHOLE : State.PARTIAL);
        } catch (VendorException e) {
            if (!meansAbsent(e.failure())) {
                throw e;
            }
            logAbsence(e);
            finish(items, State.ABSENT);
            forbids(e);
        }
        return true;
    }

    /**
     * What an id or exact name stands for. Reads the catalogue when it is due, and once more when the item is missing and the
     * catalogue is not fresh.
     *
     * @throws VendorException when it had to be read and could not be, also for want of a permission
     */
    Reference reference(NamedRef wanted, String type) {
        synchronized (reader) {
            if (state() == State.UNREAD || state() == State.PARTIAL || isOlderThan(timeToLive)) {
                readAll();
            }
            Reference known = known(wanted, type);
            if (known instanceof Reference.Unknown && state() != State.ABSENT && isOlderThan(MISS_PATIENCE)) {
                readAll();
                known = known(wanted, type);
            }
            if (known instanceof Reference.Unknown && forbidden() != null) {
                // Nobody knows whether it is there: it may be a bad hour of the whole account.
                readAll();
                known = known(wanted, type);
            }
            VendorException refusal = forbidden();
            if (known instanceof Reference.Unknown && refusal != null) {
                throw refusal;
            }
            return known;
        }
    }

    /**
     * Reads the catalogue when it is due, so that {@link #settle} can tell what a user's word refers to.
     *
     * @throws VendorException when it had to be read and could not be
     */
    public void readIfDue() {
        synchronized (reader) {
            if (isDue()) {
                readAll();
            }
        }
    }

    private void readAll() {
        begin();
        for (boolean read = false; !read; ) {
            read = step();
        }
    }

    private synchronized State state() {
        return state;
    }

    private synchronized void forbids(VendorException refusal) {
        forbidden = refusal.failure() instanceof Failure.Forbidden ? refusal : null;
    }

    private synchronized @Nullable VendorException forbidden() {
        return forbidden;
    }

    private synchronized boolean isOlderThan(Duration age) {
        return !clock.instant().isBefore(readAt.plus(age));
    }

    private synchronized Reference known(NamedRef wanted, String type) {
        return items.known(wanted, type, state == State.WHOLE);
    }

    /** The name behind an id; null when it is not known. */
    public synchronized @Nullable String nameOf(String id) {
        return items.nameOf(id);
    }

    /** A reference to an item that an element of a user's list names; null when it names none. */
    public @Nullable Ref member(JsonNode element, String type) {
        String id = Json.member(element);
        return id == null ? null : ref(id, type);
    }

    /** A reference to an item that a user has by its id. */
    public Ref ref(String id, String type) {
        return new Ref(id, nameOf(id), type, null);
    }

    /**
     * A reference to an item that a user may have by its id or by its name, always by id where there is one.
     *
     * @return null when this cannot be said before the next sweep has read the catalogue: a newer item than the ones we
     *     know must not appear by name now and by id later, which would look like a change
     */
    public synchronized @Nullable Ref settle(String idOrName, String type) {
        if (items.has(idOrName)) {
            return ref(idOrName, type);
        }
        List<String> named = items.named(idOrName);
        if (named.size() == 1) {
            return ref(named.get(0), type);
        }
        if (state == State.WHOLE && named.isEmpty() && !unnamed.contains(idOrName)) {
            missed.add(idOrName);
            return null;
        }
        if (!isSettled()) {
            return null;
        }
        return new Ref(idOrName, named.isEmpty() ? null : idOrName, type, null);
    }

    /** Whether it was read to its end, or the account has none: either way, not to be had better by asking again. */
    public synchronized boolean isSettled() {
        return state == State.WHOLE || state == State.ABSENT;
    }

    /** Whether the items say who their members are, and all of them were seen. */
    public synchronized boolean knowsMembers() {
        return memberships != null;
    }

    /** Whether members are known and there is an item that proves that this API shows them. */
    public synchronized boolean showsMembers() {
        return knowsMembers() && !items.all().isEmpty();
    }

    /** References to all items that the user is a member of; empty too when {@link #knowsMembers} says no. */
    public synchronized List<Ref> membershipsOf(String userId, String type) {
        Map<String, List<String>> known = memberships == null ? Map.of() : memberships;
        return known.getOrDefault(userId, List.of()).stream()
                .map(id -> ref(id, type))
                .toList();
    }

    private synchronized void finish(RefItems read, State reached) {
        items = read;
        state = reached;
        forbidden = null;
        memberships = reached == State.WHOLE ? items.members(memberField) : null;
        readAt = clock.instant();
        walk = null;
        unnamed.addAll(missed);
        missed.clear();
    }

    /** No such collection, no permission for it, or none of our way to page through it: no sweep shall fail for a name. */
    private static boolean meansAbsent(Failure failure) {
        return failure instanceof Failure.Misconfigured
                || failure instanceof Failure.Forbidden
                || failure instanceof Failure.Rejected;
    }

    private void logAbsence(VendorException e) {
        if (!absenceLogged) {
            absenceLogged = true;
            LOG.warn("{} cannot be read, so names and memberships stay as users show them: {}", name, e.getMessage());
        }
    }
}

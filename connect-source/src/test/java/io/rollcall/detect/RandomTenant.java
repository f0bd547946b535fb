package io.rollcall.detect;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.rollcall.user.Attribute;
import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Listing;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Page;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.VendorException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account whose users come, change and go at random, at any moment, and that remembers when. While told to, it fails in
 * every way a vendor does: lost and throttled requests, cut and empty listings, replicas that lag behind, another
 * account's answers.
 */
final class RandomTenant implements UserDirectory {
    private static final List<LifecycleState> STATES =
            List.of(LifecycleState.ACTIVE, LifecycleState.ACTIVE, LifecycleState.DEACTIVATED, LifecycleState.INVITED);

    private static final String STRANGER = "other-";

    final boolean thin;
    final Duration lag;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    /** Whether requests may go wrong. */
    boolean faulty = true;
    /** Whether users come and go between two pages and two reads. */
    boolean moving = true;

    private final Random random;
    private final int pageSize;
    private final NavigableMap<Instant, NavigableMap<String, User>> history = new TreeMap<>();
    private int serial;
    /**
     * Whether requests reach another account: from the beginning of a listing or from a point read on, until the
     * credentials are put right before some listing.
     */
    private boolean misdirected;

    RandomTenant(Random random) {
        this.random = random;
        this.thin = random.nextInt(3) == 0;
        this.lag = random.nextInt(3) == 0 ? Duration.ofSeconds(90) : Duration.ZERO;
        this.pageSize = 1 + random.nextInt(7);
        this.history.put(now, new TreeMap<>());
        for (int i = random.nextInt(25); i >= 0; i--) {
            create();
        }
    }

    NavigableMap<String, User> users() {
        return history.lastEntry().getValue();
    }

    /** Whether the vendor could truthfully say at this time that there is no such user. */
    boolean couldBeAbsent(String id, Instant at) {
        return between(at, at).anyMatch(users -> !users.containsKey(id));
    }

    /** Whether each of these attributes of a user still was, somewhere between these times, as it is here. */
    boolean couldShow(User user, List<String> attributes, Instant from, Instant to) {
        return user.id().startsWith(STRANGER)
                || attributes.stream()
                        .allMatch(attribute -> between(from, to)
                                .map(users -> users.get(user.id()))
                                .anyMatch(then -> then != null
                                        && !Attribute.changed(then, user).contains(attribute)));
    }

    /** All that replicas may have shown. */
    private Stream<NavigableMap<String, User>> between(Instant from, Instant to) {
        Instant first = history.floorKey(from.minus(lag));
        return history.subMap(first == null ? history.firstKey() : first, true, to, true).values().stream();
    }

    /** Time for one request passes, and life goes on meanwhile. */
    void pass() {
        now = now.plusMillis(10 + random.nextInt(300));
        while (moving && random.nextInt(6) == 0) {
            mutate();
        }
    }

    /** One thing happens at the account. */
    private void mutate() {
        String id = anyone();
        switch (random.nextInt(8)) {
            case 0, 1 -> create();
            case 2 -> change(id, users().get(id).lifecycleState());
            case 3 -> change(id, STATES.get(random.nextInt(STATES.size())));
            case 4, 5 -> delete(id);
            case 6 -> rename(id);
            default -> recreate();
        }
    }

    /** Half of the account goes at once. */
    void exodus() {
        for (int i = users().size() / 2; i > 0; i--) {
            if (random.nextBoolean()) {
                delete(anyone());
            } else {
                change(anyone(), LifecycleState.DEACTIVATED);
            }
        }
    }

    private String anyone() {
        List<String> ids = List.copyOf(users().keySet());
        return ids.get(random.nextInt(ids.size()));
    }

    private void create() {
        String stable = random.nextInt(8) == 0 ? "acc-shared" : random.nextBoolean() ? "acc-" + serial : null;
        put(user(newId(), stable, LifecycleState.ACTIVE));
    }

    private void change(String id, LifecycleState state) {
        put(user(id, users().get(id).externalId(), state));
    }

    private void delete(String id) {
        if (users().size() > 1) {
            edit(users -> users.remove(id));
        }
    }

    private void rename(String id) {
        User old = users().get(id);
        String renamed = newId();
        edit(users -> {
            users.remove(id);
            users.put(renamed, user(renamed, old.externalId(), old.lifecycleState()));
        });
    }

    private void recreate() {
        List<String> former = history.values().stream()
                .flatMap(users -> users.keySet().stream())
                .distinct()
                .filter(id -> !users().containsKey(id))
                .toList();
        if (!former.isEmpty()) {
            put(user(former.get(random.nextInt(former.size())), null, LifecycleState.ACTIVE));
        }
    }

    private void put(User user) {
        edit(users -> users.put(user.id(), user));
    }

    private void edit(Consumer<Map<String, User>> edit) {
        now = now.plusMillis(1);
        NavigableMap<String, User> users = new TreeMap<>(users());
        edit.accept(users);
        history.put(now, users);
    }

    /** Ids that sort anywhere, so that newcomers shift any page. */
    private String newId() {
        return (char) ('a' + random.nextInt(26)) + "-" + serial++;
    }

    private User user(String id, @Nullable String externalId, LifecycleState state) {
        return new User(
                id,
                externalId,
                null,
                "name " + random.nextInt(4),
                state == LifecycleState.ACTIVE,
                state,
                "title " + random.nextInt(4),
                null,
                null,
                List.of(new Email(id + "@example.com", "work", true)),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                Map.of(),
                Map.of());
    }

    @Override
    public Listing list() {
        misdirected = faulty && random.nextInt(3) != 0 && (misdirected || random.nextInt(10) == 0);
        return new Listing() {
            private int number;
            private int broken = faulty && random.nextInt(4) == 0 ? random.nextInt(4) : -1;

            @Override
            public Page next() {
                Page page = page(number, answering());
                if (number++ != broken) {
                    return page;
                }
                broken = -1;
                return switch (random.nextInt(4)) {
                    case 0 -> new Page(page.users(), new Paging.Incomplete("repeated cursor"));
                    case 1 -> new Page(page.users(), Paging.COMPLETE);
                    case 2 -> new Page(List.of(), Paging.COMPLETE);
                    default -> throw failure(new Failure.Transient(false, null));
                };
            }
        };
    }

    @Override
    public Lookup read(String userId) {
        if (faulty && random.nextInt(12) == 0) {
            throw failure(
                    switch (random.nextInt(3)) {
                        case 0 -> new Failure.Throttled(null);
                        case 1 -> new Failure.Rejected();
                        default -> new Failure.Transient(true, null);
                    });
        }
        misdirected |= faulty && random.nextInt(30) == 0;
        User user = answering().get(userId);
        return user == null
                ? Lookup.NOT_FOUND
                : new Lookup.Found(new UserView(user, carried(false), now), MissingNode.getInstance());
    }

    @Override
    public void close() {}

    private NavigableMap<String, User> answering() {
        if (misdirected) {
            NavigableMap<String, User> other = new TreeMap<>();
            for (int i = 0; i < users().size(); i++) {
                String id = STRANGER + i;
                other.put(id, user(id, null, LifecycleState.ACTIVE));
            }
            return other;
        }
        Instant replica = lag.isZero() ? now : now.minusMillis(random.nextInt((int) lag.toMillis()));
        Map.Entry<Instant, NavigableMap<String, User>> state = history.floorEntry(replica);
        return (state == null ? history.firstEntry() : state).getValue();
    }

    private Page page(int number, NavigableMap<String, User> users) {
        List<UserView> views = users.values().stream()
                .sorted(Comparator.comparing(User::id))
                .skip((long) number * pageSize)
                .limit(pageSize)
                .map(user -> new UserView(user, carried(thin), now))
                .map(view -> thin ? thinned(view) : view)
                .toList();
        return new Page(
                new ArrayList<>(views), (number + 1) * pageSize >= users.size() ? Paging.COMPLETE : Paging.MORE);
    }

    private UserView thinned(UserView full) {
        User none = new User(
                full.id(),
                null,
                null,
                null,
                null,
                LifecycleState.UNKNOWN,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                Map.of(),
                Map.of());
        return new UserView(full.over(none), full.carried(), full.sentAt());
    }

    private static Set<Attribute> carried(boolean thin) {
        Set<Attribute> carried = EnumSet.allOf(Attribute.class);
        if (thin) {
            carried.remove(Attribute.TITLE);
        }
        return carried;
    }

    private static VendorException failure(Failure failure) {
        return new VendorException(failure, "as told", null);
    }
}

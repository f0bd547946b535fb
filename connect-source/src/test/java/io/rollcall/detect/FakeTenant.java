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
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A vendor account in memory, paged by number, that misbehaves as told. Time is a number that tests move. */
final class FakeTenant implements UserDirectory {
    final TreeMap<String, User> users = new TreeMap<>();
    int pageSize = 3;
    boolean thin;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    int pagesRead;
    int pointReads;
    /** Runs before the page with this number (from 0) is served. */
    IntFunction<@Nullable Runnable> beforePage = page -> null;
    /** Gives the answer to a page instead of the account, when not null. */
    IntFunction<@Nullable Page> insteadOfPage = page -> null;
    /** Whose users point reads show; the account's own unless credentials were swapped. */
    @Nullable
    FakeTenant readsFrom;

    /** Runs before a point read is answered. */
    Runnable beforeRead = () -> {};

    @Nullable
    VendorException readFailure;

    /** Whom a point read never shows, whatever else it shows. */
    final Set<String> unreadable = new HashSet<>();
    /** How long a request takes. */
    Duration latency = Duration.ofMillis(10);

    static User user(String id, String name) {
        return user(id, name, LifecycleState.ACTIVE, null);
    }

    static User user(String id, String name, LifecycleState state, @Nullable String externalId) {
        return new User(
                id,
                externalId,
                null,
                name,
                state == LifecycleState.ACTIVE,
                state,
                "title of " + name,
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

    static User titled(String id, String name, String title) {
        User plain = user(id, name);
        return new User(
                id,
                null,
                null,
                name,
                plain.active(),
                plain.lifecycleState(),
                title,
                null,
                null,
                plain.emails(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                Map.of(),
                Map.of());
    }

    FakeTenant with(int count) {
        for (int i = 0; i < count; i++) {
            put(user("u%04d".formatted(i), "name " + i));
        }
        return this;
    }

    void put(User user) {
        users.put(user.id(), user);
    }

    void state(String id, LifecycleState state) {
        User user = users.get(id);
        put(user(id, user.displayName(), state, user.externalId()));
    }

    static VendorException failure(Failure failure) {
        return new VendorException(failure, "as told", null);
    }

    @Override
    public Listing list() {
        return new Listing() {
            private int page;

            @Override
            public Page next() {
                int number = page++;
                pagesRead++;
                Runnable before = beforePage.apply(number);
                if (before != null) {
                    before.run();
                }
                Page instead = insteadOfPage.apply(number);
                return instead == null ? FakeTenant.this.page(number) : instead;
            }
        };
    }

    Page page(int number) {
        List<User> all = new ArrayList<>(users.values());
        List<UserView> views = all.stream()
                .skip((long) number * pageSize)
                .limit(pageSize)
                .map(user -> new UserView(thin ? thinned(user) : user, carried(thin), now))
                .toList();
        return new Page(views, (number + 1) * pageSize >= all.size() ? Paging.COMPLETE : Paging.MORE);
    }

    @Override
    public Lookup read(String userId) {
        pointReads++;
        beforeRead.run();
        if (readFailure != null) {
            throw readFailure;
        }
        if (unreadable.contains(userId)) {
            throw failure(new Failure.Transient(false, null));
        }
        User user = (readsFrom == null ? this : readsFrom).users.get(userId);
        return user == null
                ? Lookup.NOT_FOUND
                : new Lookup.Found(new UserView(user, carried(false), now), MissingNode.getInstance());
    }

    @Override
    public void close() {}

    private static Set<Attribute> carried(boolean thin) {
        Set<Attribute> carried = EnumSet.allOf(Attribute.class);
        if (thin) {
            carried.remove(Attribute.TITLE);
        }
        return carried;
    }

    private static User thinned(User user) {
        return new User(
                user.id(),
                user.externalId(),
                null,
                user.displayName(),
                user.active(),
                user.lifecycleState(),
                null,
                null,
                null,
                user.emails(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                Map.of(),
                Map.of());
    }
}

package io.rollcall.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.user.Attribute;
import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Op;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.vendor.Listing;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A detector over a {@link RandomTenant}, a Connect worker that crashes, and a consumer who checks every event that
 * reaches the topic against all that detection promises.
 */
final class RandomWatch {
    static final int GUARD_COUNT = 5;
    static final int GUARD_PERCENT = 30;

    final RandomTenant tenant;
    final boolean exactlyOnce;
    /** Whether webhooks come, at any moment and about anybody. */
    boolean hooked;

    final Map<String, User> folded = new TreeMap<>();
    int events;
    SweepReport last;
    int sweeps;

    private final Random random;
    private final VendorFacts facts;
    private final Map<String, List<UserChange>> log = new HashMap<>();
    /** What Connect has of each bucket, oldest first; what is behind the first is lost in a crash, all or some of it. */
    private final Map<Integer, List<Map<String, Object>>> offsets = new HashMap<>();
    /** What the sweep that runs took away, by user. */
    private final List<UserChange> removals = new ArrayList<>();

    private final List<UserChange> deletes = new ArrayList<>();
    private int population;
    private final Set<String> releases = new HashSet<>();
    private Hints hints = Hints.none();
    private Detector detector;
    private Listing listing;

    RandomWatch(Random random, boolean exactlyOnce, boolean hooked) {
        this.random = random;
        this.exactlyOnce = exactlyOnce;
        this.hooked = hooked;
        this.tenant = new RandomTenant(random);
        this.facts = new VendorFacts(
                "fake", "v1", tenant.thin ? Set.of(Attribute.TITLE) : Set.of(), tenant.lag, random.nextBoolean());
        this.listing = tenant.list();
        this.detector = started();
    }

    private Detector started() {
        Map<Integer, Map<String, Object>> stored = new HashMap<>();
        offsets.forEach((bucket, versions) -> stored.put(bucket, versions.get(versions.size() - 1)));
        Roster roster = Roster.load(stored, 4);
        Map<String, User> remembered = new TreeMap<>();
        roster.ids()
                .forEach(id -> remembered.put(id, roster.entry(id).orElseThrow().user()));
        if (exactlyOnce) {
            assertThat(remembered).as("what offsets say").isEqualTo(folded);
        }
        // A consumer may know more than the offsets that survived. Nothing but exactly-once can mend that.
        folded.clear();
        folded.putAll(remembered);
        removals.clear();
        deletes.clear();
        population = folded.size();
        hints = new Hints(3, Duration.ofSeconds(1));
        return new Detector(
                new DetectionSettings("acme", Duration.ofMinutes(1), 25, GUARD_COUNT, GUARD_PERCENT, releases),
                facts,
                roster,
                hints,
                this::ended);
    }

    private void ended(SweepReport report) {
        if (report.incomplete() != null) {
            assertThat(deletes).as("deletes of an incomplete sweep").isEmpty();
        }
        removals.clear();
        deletes.clear();
        population = folded.size();
        last = report;
        sweeps++;
    }

    void release(String guardId) {
        releases.add(guardId);
        restart();
    }

    /** A clean stop and start: everything handed over was committed. */
    void restart() {
        commit();
        detector = started();
    }

    /** Without exactly-once, offsets are committed now and then, and behind the records. */
    void commit() {
        offsets.replaceAll(
                (bucket, versions) -> new ArrayList<>(versions.subList(versions.size() - 1, versions.size())));
    }

    void crash() {
        offsets.values().forEach(versions -> {
            int kept = exactlyOnce ? versions.size() : random.nextInt(versions.size() + 1);
            versions.subList(kept, versions.size()).clear();
        });
        offsets.values().removeIf(List::isEmpty);
        detector = started();
    }

    void sweep() {
        int before = sweeps;
        while (sweeps == before) {
            step(false);
        }
    }

    /** One step of the task; the worker may die before what it gives is committed. */
    void step(boolean dying) {
        tenant.pass();
        if (hooked && random.nextInt(4) == 0) {
            hint();
        }
        Step step = detector.next(tenant.now);
        if (step instanceof Step.Wait wait) {
            tenant.now = wait.until();
        } else if (step instanceof Step.Publish publish) {
            publish(publish.publication(), dying);
        } else {
            ask(step);
        }
        if (dying) {
            crash();
        }
    }

    /** True ones, stale ones, forged ones: to a hint they are all alike. */
    private void hint() {
        List<String> ids = new ArrayList<>(tenant.users().keySet());
        ids.addAll(folded.keySet());
        ids.add("nobody");
        hints.offer(ids.get(random.nextInt(ids.size())), tenant.now);
        if (random.nextInt(20) == 0) {
            hints.wantSweep(tenant.now);
        }
    }

    private void ask(Step step) {
        try {
            if (step instanceof Step.Read read) {
                detector.lookedUp(read.userId(), tenant.read(read.userId()), tenant.now);
            } else {
                listing = ((Step.NextPage) step).newListing() ? tenant.list() : listing;
                detector.listed(listing.next(), tenant.now);
            }
        } catch (VendorException failure) {
            detector.failed(failure, tenant.now);
        }
    }

    private void publish(Publication publication, boolean dying) {
        List<Publication.Placed> changes = publication.changes();
        assertThat(changes).isNotEmpty();
        int reached = !dying ? changes.size() : exactlyOnce ? 0 : random.nextInt(changes.size() + 1);
        for (Publication.Placed placed : changes.subList(0, reached)) {
            receive(placed.change());
        }
        if (reached == changes.size()) {
            publication.offsets().forEach((bucket, offset) -> {
                List<Map<String, Object>> versions = offsets.computeIfAbsent(bucket, none -> new ArrayList<>());
                assertThat(offset.before()).isEqualTo(versions.isEmpty() ? null : versions.get(versions.size() - 1));
                versions.add(offset.after());
            });
        }
    }

    private void receive(UserChange change) {
        String id = change.key().userId();
        List<UserChange> past = log.computeIfAbsent(id, none -> new ArrayList<>());
        long highest = past.stream().mapToLong(UserChange::revision).max().orElse(0);
        if (exactlyOnce) {
            assertThat(change.revision()).as("revision of %s", id).isEqualTo(highest + 1);
            assertThat(change.before()).as("before of %s", id).isEqualTo(folded.get(id));
        } else {
            assertThat(change.revision()).as("revision of %s", id).isBetween(1L, highest + 1);
            assertFollows(change, past);
        }
        assertBoundsAreTrue(change);
        past.add(change);
        events++;
        assertRemovalIsAllowed(change);
        if (change.after() == null) {
            folded.remove(id);
        } else {
            folded.put(id, change.after());
        }
    }

    /** It goes on from some event that was published before, and what is told again is told alike. */
    private static void assertFollows(UserChange change, List<UserChange> past) {
        if (change.revision() > 1) {
            assertThat(past)
                    .as("something that %s can follow", change)
                    .anyMatch(event -> event.revision() == change.revision() - 1
                            && Objects.equals(event.after(), change.before()));
        }
        assertThat(past)
                .filteredOn(event -> event.revision() == change.revision()
                        && Objects.equals(event.before(), change.before())
                        && Objects.equals(event.after(), change.after()))
                .as("what %s repeats", change)
                .allMatch(event -> event.op() == change.op() || bothAreNews(event, change));
    }

    /** When the lost offset was the one that ended the snapshot, nobody can know which of the two it was. */
    private static boolean bothAreNews(UserChange one, UserChange other) {
        return one.before() == null && one.after() != null && other.before() == null && other.after() != null;
    }

    private void assertBoundsAreTrue(UserChange change) {
        assertThat(change.observedTo()).isBeforeOrEqualTo(tenant.now);
        if (change.observedFrom() != null) {
            assertThat(change.observedFrom()).isBeforeOrEqualTo(change.observedTo());
        }
        if (change.before() != null && change.after() != null) {
            assertThat(tenant.couldShow(
                            change.before(), change.changedAttributes(), change.observedFrom(), change.observedTo()))
                    .as("%s had the old state after observedFrom", change)
                    .isTrue();
        }
    }

    private void assertRemovalIsAllowed(UserChange change) {
        if (change.op() == Op.DELETE) {
            deletes.add(change);
            assertThat(tenant.couldBeAbsent(change.key().userId(), change.observedTo()))
                    .as("%s was gone when a read said so", change)
                    .isTrue();
        }
        User before = change.before();
        boolean deleted = change.op() == Op.DELETE && change.lifecycle() == LifecycleEvent.DELETED;
        boolean shutOut = before != null
                && change.after() != null
                && before.lifecycleState() != LifecycleState.DEACTIVATED
                && change.after().lifecycleState() == LifecycleState.DEACTIVATED;
        if (deleted || shutOut) {
            removals.add(change);
            int count = removals.size();
            assertThat(count <= 1
                            || (count <= GUARD_COUNT && count * 100 <= GUARD_PERCENT * population)
                            || !releases.isEmpty())
                    .as("%d removals of %d in one sweep", count, population)
                    .isTrue();
        }
    }

    void assertInSync() {
        assertThat(folded.keySet())
                .as("users after %s", last)
                .isEqualTo(tenant.users().keySet());
        tenant.users()
                .forEach((id, user) -> assertThat(Attribute.changed(folded.get(id), user))
                        .as(id)
                        .isEmpty());
    }
}

package io.rollcall.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.user.Attribute;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.vendor.Listing;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A detector over a {@link FakeTenant} with Connect's part played: it folds what is published as a consumer would, and
 * keeps offsets as an exactly-once worker would.
 */
final class Watch {
    static final Duration INTERVAL = Duration.ofMinutes(1);
    static final Duration DEBOUNCE = Duration.ofSeconds(1);

    final FakeTenant tenant;
    final Map<String, User> folded = new TreeMap<>();
    final List<UserChange> events = new ArrayList<>();
    final List<SweepReport> reports = new ArrayList<>();
    VendorFacts facts = new VendorFacts("fake", "v1", Set.of(), Duration.ZERO, true);
    DetectionSettings settings = new DetectionSettings("acme", INTERVAL, 10, 10, 20, Set.of());

    int capacity = 100;
    Hints hints = new Hints(capacity, DEBOUNCE);
    int publications;
    int offsetsWritten;

    private final Map<Integer, Map<String, Object>> offsets = new HashMap<>();
    private final Map<String, Long> revisions = new HashMap<>();
    private Detector detector;
    private Listing listing;

    Watch(FakeTenant tenant) {
        this.tenant = tenant;
        this.listing = tenant.list();
        restart();
    }

    Watch facts(VendorFacts changed) {
        facts = changed;
        return restart();
    }

    Watch settings(int guardMaxCount, int guardMaxPercent, String... guardReleases) {
        settings = new DetectionSettings("acme", INTERVAL, 10, guardMaxCount, guardMaxPercent, Set.of(guardReleases));
        return restart();
    }

    /** What is left after a crash or a config change: the committed offsets. */
    Watch restart() {
        hints = new Hints(capacity, DEBOUNCE);
        detector = new Detector(settings, facts, Roster.load(offsets, 8), hints, reports::add);
        return this;
    }

    void reset(int bucket) {
        offsets.remove(bucket);
        restart();
    }

    int bucketOf(String id) {
        return Roster.load(offsets, 8).bucketOf(id);
    }

    /** Runs until the next sweep has ended, a minute after the one before; gives what it published. */
    List<UserChange> sweep() {
        int from = events.size();
        int reported = reports.size();
        while (reports.size() == reported) {
            take(detector.next(tenant.now));
        }
        return List.copyOf(events.subList(from, events.size()));
    }

    /** One step; whether it was a publication. */
    boolean step() {
        Step step = detector.next(tenant.now);
        take(step);
        return step instanceof Step.Publish;
    }

    /** Runs until this much time has passed and nothing is left to do at its end; gives what was published. */
    List<UserChange> pass(Duration time) {
        int from = events.size();
        Instant end = tenant.now.plus(time);
        while (tenant.now.isBefore(end)) {
            Step step = detector.next(tenant.now);
            if (step instanceof Step.Wait wait && wait.until().isAfter(end)) {
                tenant.now = end;
            } else {
                take(step);
            }
        }
        return List.copyOf(events.subList(from, events.size()));
    }

    SweepReport lastReport() {
        return reports.get(reports.size() - 1);
    }

    private void take(Step step) {
        if (step instanceof Step.Wait wait) {
            tenant.now = wait.until();
        } else if (step instanceof Step.Publish publish) {
            publish(publish.publication());
        } else {
            ask(step);
        }
    }

    private void ask(Step step) {
        Instant sent = tenant.now;
        tenant.now = sent.plus(tenant.latency);
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

    private void publish(Publication publication) {
        publications++;
        offsetsWritten += publication.offsets().size();
        for (Publication.Placed placed : publication.changes()) {
            UserChange change = placed.change();
            String id = change.key().userId();
            assertThat(change.revision()).as("revision of %s", id).isEqualTo(revisions.merge(id, 1L, Long::sum));
            assertThat(change.before() == null ? null : change.before())
                    .as("before of %s", id)
                    .isEqualTo(folded.get(id));
            events.add(change);
            if (change.after() == null) {
                folded.remove(id);
            } else {
                folded.put(id, change.after());
            }
        }
        publication.offsets().forEach((bucket, offset) -> {
            assertThat(offset.before()).isEqualTo(offsets.get(bucket));
            offsets.put(bucket, offset.after());
        });
    }

    void forgetRevisions(String id) {
        revisions.remove(id);
        folded.remove(id);
    }

    /** A consumer that folded every event knows exactly what is true at the vendor. */
    void assertInSync() {
        assertThat(folded.keySet()).isEqualTo(tenant.users.keySet());
        tenant.users.forEach((id, user) ->
                assertThat(Attribute.changed(folded.get(id), user)).as(id).isEmpty());
    }
}

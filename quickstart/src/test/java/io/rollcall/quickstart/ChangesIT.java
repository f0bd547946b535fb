package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schema.UserSchemas;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * From a change at each of the five APIs to a record off the topic, everything between them real. Whatever happens in a test
 * happens at all five side by side, and what is not expected must not be told.
 */
class ChangesIT {

    private static final int USERS = 30;
    /** The vendors' clocks are this far behind: their times look like what a broker's retention has long passed by. */
    private static final Duration BEHIND = Duration.ofDays(400);

    private static final Instant STARTED = Instant.now();
    private static FiveDesks five;

    /** What every watcher's topic held when the test began. */
    private final Map<Watcher, Integer> before = new LinkedHashMap<>();

    @BeforeAll
    static void open() throws InterruptedException {
        InstantSource longAgo = InstantSource.offset(InstantSource.system(), BEHIND.negated());
        five = FiveDesks.open(USERS, longAgo, "changes");
    }

    @AfterAll
    static void close() {
        if (five != null) {
            five.close();
        }
    }

    @BeforeEach
    void count() {
        five.watchers()
                .forEach(
                        watcher -> before.put(watcher, watcher.topic().records().size()));
    }

    @AfterEach
    void everyHistoryIsUnbrokenAndSaysWhatTheVendorSaysAndNobodyIsNamedInTheLog() throws InterruptedException {
        Watcher.awaitSweeps(five.watchers(), 1);
        for (Watcher watcher : five.watchers()) {
            Histories.assertUnbroken(watcher.topic().records());
            assertThat(watcher.told())
                    .as(watcher.name())
                    .isEqualTo(watcher.desk().expected());
        }
        assertThat(five.log().lines())
                .as("personal data, at the level that operators run with")
                .noneMatch(line -> line.contains("@example.com"));
    }

    @Test
    void theFirstSweepTellsEverybodyOnceAsARead() {
        for (Watcher watcher : five.watchers()) {
            assertThat(watcher.topic().records().subList(0, USERS))
                    .allSatisfy(record -> assertThat(record.summary())
                            .isEqualTo("r DISCOVERED 1 [] " + record.key().userId()));
        }
    }

    @Test
    void whatHappensToSomebodyBecomesExactlyItsEvent() throws Exception {
        Map<Watcher, List<String>> expected = new LinkedHashMap<>();
        for (Watcher watcher : five.watchers()) {
            expected.put(watcher, new ArrayList<>(everythingHappens(watcher)));
        }
        assertTold(expected);
    }

    private static List<String> everythingHappens(Watcher watcher) {
        Desk desk = watcher.desk();
        Iterator<String> people = desk.working().iterator();
        List<String> expected = new ArrayList<>();
        expected.add("c CREATED 1 [] " + desk.hire("Nora Joiner", "nora@example.com"));
        String called = people.next();
        expected.add(watcher.next(called, "u UPDATED %d " + desk.changedByName()));
        desk.call(called, "Vera Newname");
        String joining = people.next();
        expected.add(watcher.next(joining, "u UPDATED %d [groups]"));
        desk.join(joining);
        String blocked = people.next();
        desk.block(blocked)
                .ifPresent(lifecycle ->
                        expected.add(watcher.next(blocked, "u " + lifecycle + " %d [active, lifecycleState]")));
        String moving = people.next();
        desk.move(moving).ifPresent(moved -> {
            expected.add(watcher.next(moving, "d RENAMED %d []"));
            expected.add("tombstone " + moving);
            expected.add("c RENAMED 1 [] " + moved);
        });
        return expected;
    }

    @Test
    void whoComesBackToWorkIsReactivated() throws Exception {
        Map<Watcher, List<String>> blocking = new LinkedHashMap<>();
        Map<Watcher, List<String>> unblocking = new LinkedHashMap<>();
        for (Watcher watcher : five.watchers()) {
            String person = watcher.desk().working().get(0);
            Optional<String> lifecycle = watcher.desk().block(person);
            if (lifecycle.isPresent()) {
                blocking.put(
                        watcher,
                        List.of(watcher.next(person, "u " + lifecycle.get() + " %d [active, lifecycleState]")));
                unblocking.put(watcher, List.of(person));
            }
        }
        assertThat(blocking)
                .as("only Olark knows no state")
                .hasSize(five.watchers().size() - 1);
        assertTold(blocking);

        unblocking.replaceAll((watcher, person) -> {
            watcher.desk().unblock(person.get(0));
            return List.of(watcher.next(person.get(0), "u REACTIVATED %d [active, lifecycleState]"));
        });

        assertTold(unblocking);
    }

    @Test
    void whoIsMissingFromListingsOnlyIsNotDeleted() throws Exception {
        Map<Watcher, Long> marks = new LinkedHashMap<>();
        for (Watcher watcher : five.watchers()) {
            Desk desk = watcher.desk();
            marks.put(watcher, desk.simulator().journal().last());
            desk.side()
                    .inject(InjectedFault.of(InjectedFault.Kind.SHORT_LISTING)
                            .onAction(desk.listing())
                            .dropping(Set.of(desk.working().get(4)))
                            .repeated(3));
        }
        Watcher.awaitSweeps(five.watchers(), 4);
        for (Watcher watcher : five.watchers()) {
            assertThat(watcher.desk().reads(marks.get(watcher), 200))
                    .as("the missing one was looked for at %s", watcher.name())
                    .isNotEmpty();
        }

        assertTold(Map.of());
    }

    @Test
    void whoIsGoneIsDeletedOnceAPointReadAndThenACanarySaySo() throws Exception {
        Map<Watcher, Long> marks = new LinkedHashMap<>();
        Map<Watcher, List<String>> expected = new LinkedHashMap<>();
        for (Watcher watcher : five.watchers()) {
            Desk desk = watcher.desk();
            String leaving = desk.working().get(5);
            marks.put(watcher, desk.simulator().journal().last());
            expected.put(watcher, List.of(watcher.next(leaving, "d DELETED %d []"), "tombstone " + leaving));
            desk.account().delete(leaving);
        }

        assertTold(expected);
        for (Watcher watcher : five.watchers()) {
            List<JournalEntry> notFound = watcher.desk().reads(marks.get(watcher), 404);
            assertThat(notFound).as(watcher.name()).isNotEmpty();
            assertThat(watcher.desk().reads(notFound.get(0).sequence(), 200))
                    .as("a canary was read afterwards at %s", watcher.name())
                    .isNotEmpty();
            List<UserRecord> records = watcher.topic().records();
            assertThat(records.get(records.size() - 2).change().deleteEvidence())
                    .isEqualTo("POINT_READ_NOT_FOUND");
        }
    }

    @Test
    void anAddressThatComesBackGoesOnCounting() throws Exception {
        Watcher watcher = five.watcher("livechat");
        String address = watcher.desk().working().get(0);
        String delete = watcher.next(address, "d DELETED %d []");
        watcher.desk().account().delete(address);
        watcher.topic().awaitCount(before.get(watcher) + 2);

        String create = watcher.next(address, "c CREATED %d []");
        watcher.desk().hire("Somebody Else", address);

        assertTold(Map.of(watcher, List.of(delete, "tombstone " + address, create)));
    }

    @Test
    void anInvitationAndItsApprovalAreTold() throws Exception {
        Watcher watcher = five.watcher("livechat");
        String ivy = "ivy@example.com";
        watcher.desk().account().create(Map.of("id", ivy, "name", "Ivy", "awaiting_approval", true));
        watcher.topic().awaitCount(before.get(watcher) + 1);

        watcher.desk().account().change(ivy, Map.of("awaiting_approval", false));

        assertTold(Map.of(watcher, List.of("c INVITED 1 [] " + ivy, "u ACTIVATED 2 [active, lifecycleState] " + ivy)));
    }

    @Test
    void tenSweepsWithoutChangesTellNothingHoweverAvailabilityMoves() throws Exception {
        for (boolean on : List.of(true, false)) {
            for (Watcher watcher : five.watchers()) {
                watcher.desk().working().forEach(person -> watcher.desk().flicker(person, on));
            }
            Watcher.awaitSweeps(five.watchers(), 5);
        }

        assertTold(Map.of());
    }

    @Test
    void everyRecordHasTheBrokersTimeAndEveryEventItsHeaders() {
        for (Watcher watcher : five.watchers()) {
            assertThat(watcher.topic().records()).allSatisfy(record -> {
                assertThat(record.key().vendor())
                        .isEqualTo(watcher.desk().vendor().segment());
                assertThat(record.key().tenant()).isEqualTo("changes");
                assertThat(record.timestamp()).isBetween(STARTED, Instant.now());
                if (record.isTombstone()) {
                    assertThat(record.headers()).isEmpty();
                } else {
                    assertThat(record.headers()).isEqualTo(record.cloudEvent());
                    assertThat(record.change().observedTo())
                            .isBetween(STARTED, record.told().producedAt());
                }
            });
        }
    }

    @Test
    void theVendorsOwnTimeOfAChangeIsTold() {
        for (Watcher watcher :
                List.of(five.watcher("gladly"), five.watcher("talkdesk"), five.watcher("talkdesk-scim"))) {
            assertThat(watcher.topic().records().get(0).told().occurredAt())
                    .as(watcher.name())
                    .isBefore(STARTED.minus(BEHIND).plus(Duration.ofHours(1)));
        }
    }

    @Test
    void theRegisteredSchemasAreThoseOfTheContract() throws Exception {
        for (Watcher watcher : five.watchers()) {
            assertThat(five.registered(watcher.topicName() + "-key")).isEqualTo(avsc(UserSchemas.KEY_RESOURCE));
            assertThat(five.registered(watcher.topicName() + "-value")).isEqualTo(avsc(UserSchemas.VALUE_RESOURCE));
        }
    }

    /** The records since the test began are these, and nothing at the others. */
    private void assertTold(Map<Watcher, List<String>> expected) throws InterruptedException {
        for (Watcher watcher : five.watchers()) {
            List<String> due = expected.getOrDefault(watcher, List.of());
            watcher.topic().awaitCount(before.get(watcher) + due.size());
        }
        Watcher.awaitSweeps(five.watchers(), 1);
        for (Watcher watcher : five.watchers()) {
            List<UserRecord> records = watcher.topic().records();
            assertThat(records.subList(before.get(watcher), records.size()))
                    .as(watcher.name())
                    .extracting(UserRecord::summary)
                    .containsExactlyInAnyOrderElementsOf(expected.getOrDefault(watcher, List.of()));
            before.put(watcher, records.size());
        }
    }

    private static Schema avsc(String resource) {
        return new Schema.Parser().parse(UserSchemas.avsc(resource));
    }
}

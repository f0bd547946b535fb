package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.Op;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.user.UserKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the records of a topic say user by user, and what they may rely on who read them. */
final class Histories {

    private Histories() {}

    /** The records of each key, in order. */
    static Map<UserKey, List<UserRecord>> byKey(Collection<UserRecord> records) {
        Map<UserKey, List<UserRecord>> histories = new LinkedHashMap<>();
        records.forEach(record -> histories
                .computeIfAbsent(record.key(), any -> new ArrayList<>())
                .add(record));
        return histories;
    }

    /** The directory that a consumer holds who upserts {@code after} by key and deletes on {@code op=d}, by user id. */
    static Map<String, User> fold(Collection<UserRecord> records) {
        Map<String, User> users = new TreeMap<>();
        for (UserRecord record : records) {
            User after = record.isTombstone() ? null : record.change().after();
            if (after == null) {
                users.remove(record.key().userId());
            } else {
                users.put(record.key().userId(), after);
            }
        }
        return users;
    }

    /**
     * Every key counts 1, 2, 3 without repeat or gap; every state follows from the one before; every delete has its evidence
     * and is followed by its tombstone; no event id comes twice.
     */
    static void assertUnbroken(Collection<UserRecord> records) {
        byKey(records).values().forEach(Histories::assertUnbrokenHistory);
        assertThat(records.stream().filter(record -> !record.isTombstone()))
                .extracting(record -> record.told().id())
                .doesNotHaveDuplicates();
    }

    private static void assertUnbrokenHistory(List<UserRecord> history) {
        List<String> told = history.stream().map(UserRecord::summary).toList();
        long revision = 0;
        User state = null;
        boolean tombstoneDue = false;
        for (UserRecord record : history) {
            assertThat(record.isTombstone())
                    .as("a tombstone follows each delete and nothing else: %s", told)
                    .isEqualTo(tombstoneDue);
            tombstoneDue = false;
            if (record.isTombstone()) {
                continue;
            }
            UserChange change = record.change();
            assertThat(change.revision()).as("revisions of %s", told).isEqualTo(++revision);
            assertThat(change.before()).as("state before %s", record.summary()).isEqualTo(state);
            assertThat(change.op() == Op.DELETE)
                    .as("only deletes leave nothing, and only they have evidence: %s", record.summary())
                    .isEqualTo(change.after() == null)
                    .isEqualTo(change.deleteEvidence() != null);
            assertThat(change.previousUserId() != null)
                    .as("a rename names the former id: %s", record.summary())
                    .isEqualTo(change.op() == Op.CREATE && change.lifecycle() == LifecycleEvent.RENAMED);
            state = change.after();
            tombstoneDue = change.op() == Op.DELETE;
        }
        assertThat(tombstoneDue)
                .as("the last delete has no tombstone: %s", told)
                .isFalse();
    }

    /** Sends may be repeated, but no change is left out, and the same state sent again is the same event. */
    static void assertRepeatsOnly(Collection<UserRecord> records) {
        byKey(records).values().forEach(history -> {
            List<String> told = history.stream().map(UserRecord::summary).toList();
            long highest = 0;
            Map<Long, List<UserRecord>> byRevision = new TreeMap<>();
            for (UserRecord record : history) {
                if (!record.isTombstone()) {
                    assertThat(record.change().revision())
                            .as("no gap in %s", told)
                            .isBetween(1L, highest + 1);
                    highest = Math.max(highest, record.change().revision());
                    byRevision
                            .computeIfAbsent(record.change().revision(), any -> new ArrayList<>())
                            .add(record);
                }
            }
            byRevision.values().forEach(Histories::assertSameStateSameId);
        });
    }

    private static void assertSameStateSameId(List<UserRecord> sends) {
        for (UserRecord one : sends) {
            for (UserRecord other : sends) {
                boolean same = one.change().op() == other.change().op() && sameState(one.change(), other.change());
                assertThat(one.told().id().equals(other.told().id()))
                        .as("%s and %s are one event exactly when they tell the same", one.summary(), other.summary())
                        .isEqualTo(same);
            }
        }
    }

    private static boolean sameState(UserChange one, UserChange other) {
        return one.op() == Op.DELETE
                ? Objects.equals(facts(one.before()), facts(other.before()))
                : Objects.equals(facts(one.after()), facts(other.after()));
    }

    private static Profile facts(User user) {
        return Profile.of(Objects.requireNonNull(user));
    }
}

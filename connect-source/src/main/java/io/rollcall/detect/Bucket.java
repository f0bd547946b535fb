package io.rollcall.detect;

import io.rollcall.user.User;
import java.time.Instant;
import java.util.TreeMap;

/**
 * One share of the roster: the users whose id hashes here, and the last revision of those that are gone.
 *
 * <p>Revisions of the departed are kept for good: an id can come back (a LiveChat id is an e-mail address), and its events
 * must go on counting where they stopped.
 *
 * @param entries what was last published of each user, by id
 * @param graves last revision of users whose delete was published, by id
 */
record Bucket(TreeMap<String, Entry> entries, TreeMap<String, Long> graves) {

    /**
     * What was last published of one user.
     *
     * @param user the state
     * @param revision of the event that published it
     * @param observedAt when the read that showed it was sent
     */
    record Entry(User user, long revision, Instant observedAt) {}

    static Bucket empty() {
        return new Bucket(new TreeMap<>(), new TreeMap<>());
    }

    void put(String id, Entry entry) {
        entries.put(id, entry);
        graves.remove(id);
    }

    void bury(String id, long revision) {
        entries.remove(id);
        graves.put(id, revision);
    }

    long nextRevision(String id) {
        Entry entry = entries.get(id);
        return 1 + (entry == null ? graves.getOrDefault(id, 0L) : entry.revision());
    }
}

package io.rollcall.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Vendor requests since the start or the last {@link #clear}, in order of arrival; the newest 200,000 of them. Thread-safe. */
public final class Journal {

    /** A simulator left running for days must not fill its memory. */
    private static final int KEPT = 200_000;

    private final NavigableMap<Long, JournalEntry> entries = new TreeMap<>();
    private long last;

    Journal() {}

    /** All requests that pass the filter. */
    public synchronized List<JournalEntry> entries(Predicate<JournalEntry> filter) {
        return entries.values().stream().filter(filter).toList();
    }

    /** The requests of one vendor. */
    public List<JournalEntry> of(Vendor vendor) {
        return entries(entry -> entry.vendor() == vendor);
    }

    /** The requests of one vendor with one action. */
    public List<JournalEntry> of(Vendor vendor, String action) {
        return entries(entry -> entry.vendor() == vendor && entry.action().equals(action));
    }

    /** The sequence number of the newest request; 0 before the first. Clearing does not set it back. */
    public synchronized long last() {
        return last;
    }

    /** Forgets all entries; sequence numbers go on. */
    public synchronized void clear() {
        entries.clear();
    }

    synchronized JournalEntry arrived(
            Instant at, Vendor vendor, Call call, Map<String, String> query, String action, Caller caller) {
        String account = caller.account();
        JournalEntry entry = new JournalEntry(
                ++last,
                at,
                vendor,
                call.method(),
                "/" + vendor.segment() + "/" + String.join("/", call.path()),
                query,
                action,
                0,
                caller.kind(),
                account == null ? "" : account);
        entries.put(entry.sequence(), entry);
        if (entries.size() > KEPT) {
            entries.pollFirstEntry();
        }
        return entry;
    }

    synchronized void answered(JournalEntry entry, int status) {
        entries.replace(entry.sequence(), entry.answered(status));
    }
}

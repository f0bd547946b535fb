package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.JsonHttp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whole readings of one collection that many callers share, where a vendor offers no lookup: one caller reads, the others
 * wait and take what it read. Thread-safe.
 */
public final class SharedWalk {
    /** How many readings are kept: as many as anybody asks for at once. */
    private static final int KEPT = 2;

    private final String vendor;
    private final InstantSource clock;
    private final Supplier<PageRule> pages;

    private final Object turn = new Object();
    private final Deque<Reading> newestFirst = new ArrayDeque<>();
    private @Nullable VendorException failure;

    /** How many readings have ended, well or badly. */
    private final AtomicInteger ended = new AtomicInteger();

    private record Reading(Instant began, List<JsonNode> items) {}

    /**
     * @param vendor the vendor's name, for messages
     * @param pages the vendor's way to page through the collection
     */
    public SharedWalk(String vendor, InstantSource clock, Supplier<PageRule> pages) {
        this.vendor = vendor;
        this.clock = clock;
        this.pages = pages;
    }

    /**
     * All items, as the vendor showed them at {@code since} or later. An item may come twice when rows move meanwhile.
     *
     * @param http sends the requests, should it be this caller who reads
     * @param times how many readings to take together, 1 or 2: rows that move may hide an item from one
     * @throws VendorException when the collection could not be read to its end, by this caller or by the one it waited for
     */
    public List<JsonNode> items(JsonHttp http, Instant since, int times) {
        int before = ended.get();
        synchronized (turn) {
            List<Reading> readings = new ArrayList<>(newestFirst);
            readings.removeIf(reading -> reading.began().isBefore(since));
            while (readings.size() < times) {
                // Whoever waited for a failure has it too: one after the other, they would take many times as long to
                // fail.
                if (failure != null && ended.get() != before) {
                    throw new VendorException(failure.failure(), String.valueOf(failure.getMessage()), failure);
                }
                readings.add(read(http));
            }
            return readings.stream()
                    .limit(times)
                    .flatMap(reading -> reading.items().stream())
                    .toList();
        }
    }

    private Reading read(JsonHttp http) {
        Instant began = clock.instant();
        try {
            Reading reading = new Reading(began, unshared(vendor, http, pages.get()));
            failure = null;
            newestFirst.addFirst(reading);
            if (newestFirst.size() > KEPT) {
                newestFirst.removeLast();
            }
            return reading;
        } catch (VendorException e) {
            failure = e;
            throw e;
        } finally {
            ended.incrementAndGet();
        }
    }

    /**
     * All items, read now and for this caller alone.
     *
     * @throws VendorException when the collection could not be read to its end
     */
    public static List<JsonNode> unshared(String vendor, JsonHttp http, PageRule rule) {
        CollectionWalk walk = new CollectionWalk(http, rule);
        List<JsonNode> all = new ArrayList<>();
        while (true) {
            CollectionWalk.Step step = walk.next();
            all.addAll(step.items());
            if (step.paging() instanceof Paging.Complete) {
                return List.copyOf(all);
            }
            if (step.paging() instanceof Paging.Incomplete incomplete) {
                throw new VendorException(
                        new Failure.Transient(false, null),
                        vendor + ": '" + rule.first().name() + "' did not show everything: " + incomplete.reason(),
                        null);
            }
        }
    }
}

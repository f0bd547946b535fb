package io.rollcall.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of an answer say about the vendor's limit, in any of the spellings the four are known or likely to use.
 *
 * @param limit requests that the vendor allows in its window; null when it did not say
 * @param remaining requests left in the vendor's window; null when it did not say
 * @param reset until that window ends; null when it did not say
 * @param retryAfter how long it asked to wait; null when it did not say
 */
record RateHeaders(
        @Nullable Integer limit,
        @Nullable Integer remaining,
        @Nullable Duration reset,
        @Nullable Duration retryAfter) {

    private static final List<String> LIMIT = List.of("X-RateLimit-Limit", "RateLimit-Limit", "Ratelimit-Limit-Second");
    private static final List<String> REMAINING =
            List.of("X-RateLimit-Remaining", "RateLimit-Remaining", "Ratelimit-Remaining-Second");
    private static final List<String> RESET = List.of("X-RateLimit-Reset", "RateLimit-Reset");

    /** Nobody means longer, so what is longer was meant otherwise. */
    private static final Duration LONGEST = Duration.ofHours(1);

    static RateHeaders of(Reply reply, Instant now) {
        return new RateHeaders(
                count(number(first(reply, LIMIT))),
                count(number(first(reply, REMAINING))),
                reset(number(first(reply, RESET)), now),
                retryAfter(reply.header("Retry-After"), now));
    }

    private static @Nullable Integer count(@Nullable Long number) {
        return number == null ? null : (int) Math.min(Integer.MAX_VALUE, number);
    }

    /** The best word on how long to wait; null when there is none. */
    @Nullable
    Duration delay() {
        return retryAfter != null ? retryAfter : reset;
    }

    /** No vendor says which unit it uses, but the magnitudes of the three possible ones lie far apart. */
    private static @Nullable Duration reset(@Nullable Long value, Instant now) {
        if (value == null) {
            return null;
        }
        if (value >= 1_000_000_000_000L) {
            return clamp(Duration.between(now, Instant.ofEpochMilli(value)));
        }
        if (value >= 1_000_000_000L) {
            return clamp(Duration.between(now, Instant.ofEpochSecond(value)));
        }
        return clamp(Duration.ofSeconds(value));
    }

    private static @Nullable Duration retryAfter(@Nullable String value, Instant now) {
        Long seconds = number(value);
        if (seconds != null) {
            return clamp(Duration.ofSeconds(seconds));
        }
        if (value == null) {
            return null;
        }
        try {
            Instant date = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return clamp(Duration.between(now, date));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration clamp(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static @Nullable String first(Reply reply, List<String> names) {
        for (String name : names) {
            String value = reply.header(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Whole numbers only; a fraction of a second is rounded up. */
    private static @Nullable Long number(@Nullable String value) {
        if (value == null || !value.strip().matches("\\d{1,15}(\\.\\d{1,9})?")) {
            return null;
        }
        return (long) Math.ceil(Double.parseDouble(value.strip()));
    }
}

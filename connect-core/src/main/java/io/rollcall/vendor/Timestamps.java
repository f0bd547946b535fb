package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Vendors' timestamps: ISO 8601 in its many spellings. */
final class Timestamps {
    private static final int LONGEST = 64;
    /** Later ones are not dates but mistakes, and the latest of them do not even fit into milliseconds. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    // Offsets as Z, +01:00, +0100 or +01, or none at all, which is taken for UTC; a space may stand for the T.
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private Timestamps() {}

    /** The instant, or null when it cannot be told: a timestamp is a hint that nothing may depend on. */
    static @Nullable Instant parse(JsonNode value) {
        if (!value.isTextual() || value.textValue().length() > LONGEST) {
            return null;
        }
        try {
            Instant instant = instant(ISO.parseBest(
                    value.textValue().strip(), ZonedDateTime::from, LocalDateTime::from, LocalDate::from));
            return instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST) ? null : instant;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant instant(TemporalAccessor parsed) {
        if (parsed instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        if (parsed instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        return LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}

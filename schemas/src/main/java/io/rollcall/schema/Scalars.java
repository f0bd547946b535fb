package io.rollcall.schema;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** The single values of a command, in any form that a converter or a person may give them, refused by path. */
final class Scalars {

    /** No text in a command is longer, so that its answer, which repeats some of it, fits a Kafka record. */
    static final int LONGEST_TEXT = 8192;

    private Scalars() {}

    static String text(Object value, String path) {
        if (!(value instanceof String text)) {
            throw MalformedException.invalid(path + " is not text; write it in quotes");
        }
        if (text.length() > LONGEST_TEXT) {
            throw MalformedException.invalid(path + " is longer than " + LONGEST_TEXT + " characters");
        }
        if (text.isBlank()) {
            throw MalformedException.invalid(
                    path + " is empty; leave it out, or to empty an attribute name it in attributes.clear");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw MalformedException.invalid(path + " is not valid Unicode");
        }
        return text;
    }

    /** Text that is an id or a word, so that it can stand in a line of a log. */
    static String word(Object value, String path, int longest) {
        String text = text(value, path);
        if (text.length() > longest) {
            throw MalformedException.invalid(path + " is longer than " + longest + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw MalformedException.invalid(path + " contains control characters");
        }
        return text;
    }

    static Boolean bool(Object value, String path) {
        if (!(value instanceof Boolean bool)) {
            throw MalformedException.invalid(path + " is not true or false; write it without quotes");
        }
        return bool;
    }

    /** A number that counts something. */
    static Long count(Object value, String path) {
        Long count = whole(value);
        if (count == null || count < 0) {
            throw MalformedException.invalid(path + " is not a whole number from 0");
        }
        return count;
    }

    /** A time to the millisecond. */
    static Instant instant(Object value, String path) {
        Long millis = millis(value);
        if (millis == null) {
            throw MalformedException.invalid(
                    path + " is not a time; write milliseconds since 1970 or text such as 2026-03-01T10:00:00Z");
        }
        return Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(Object value) {
        if (value instanceof Date date) {
            return Timestamp.fromLogical(Timestamp.SCHEMA, date);
        }
        if (!(value instanceof String text)) {
            return whole(value);
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            // The caller says so without this cause: its message quotes the value.
            return null;
        }
    }

    private static @Nullable Long whole(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        // Up to 2^53 a double holds whole numbers exactly.
        boolean exact = value instanceof Double number && number == Math.rint(number) && Math.abs(number) <= 1L << 53;
        return exact ? Long.valueOf(((Double) value).longValue()) : null;
    }
}

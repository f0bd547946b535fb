package io.rollcall.quickstart;

import io.rollcall.schema.UserEvent;
import io.rollcall.user.UserChange;
import io.rollcall.user.UserKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of a user topic as its consumer gets it.
 *
 * @param raw as it came off the broker
 * @param key decoded
 * @param event decoded; null for a tombstone
 */
record UserRecord(
        ConsumerRecord<byte[], byte[]> raw,
        UserKey key,
        @Nullable UserEvent event) {

    boolean isTombstone() {
        return event == null;
    }

    /** The event of a record that is no tombstone. */
    UserEvent told() {
        return Objects.requireNonNull(event, "a tombstone tells nothing");
    }

    UserChange change() {
        return told().change();
    }

    Instant timestamp() {
        return Instant.ofEpochMilli(raw.timestamp());
    }

    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : raw.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    /** The headers that CloudEvents' Kafka binding wants of this event. */
    Map<String, String> cloudEvent() {
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                told().id(),
                "ce_source",
                "/rollcall/" + key.vendor() + "/" + key.tenant(),
                "ce_type",
                "io.rollcall.user." + change().lifecycle().name().toLowerCase(Locale.ROOT),
                "ce_subject",
                key.userId(),
                "ce_time",
                told().occurredAt().toString());
    }

    /** What happened, in one line without times: {@code u UPDATED 2 [displayName] op00001}. */
    String summary() {
        return isTombstone()
                ? "tombstone " + key.userId()
                : "%s %s %d %s %s"
                        .formatted(
                                change().op().code(),
                                change().lifecycle(),
                                change().revision(),
                                change().changedAttributes(),
                                key.userId());
    }

    /** Without the bytes and the person, which would drown what a failed assertion has to say. */
    @Override
    public String toString() {
        return summary();
    }
}

package io.rollcall.schema;

import io.rollcall.user.UserKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/**
 * The CloudEvents 1.0 attributes of an event, as the Kafka binding's headers ({@code ce_id} and so on), so that routers
 * need not decode the value. Tombstones carry none: they are no events.
 */
public final class CloudEvents {

    private CloudEvents() {}

    /** The headers of an event's record. */
    public static Headers headers(UserEvent event) {
        UserKey key = event.change().key();
        return new ConnectHeaders()
                .addString("ce_specversion", "1.0")
                .addString("ce_id", event.id())
                .addString("ce_source", "/rollcall/" + segment(key.vendor()) + "/" + segment(key.tenant()))
                .addString(
                        "ce_type",
                        "io.rollcall.user." + event.change().lifecycle().name().toLowerCase(Locale.ROOT))
                .addString("ce_subject", key.userId())
                // As fine as source.ts_ms in the value, which tells the same time.
                .addString(
                        "ce_time",
                        event.occurredAt().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private static String segment(String name) {
        // ce_source is a URI reference; form encoding differs from a path segment's only in the space.
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

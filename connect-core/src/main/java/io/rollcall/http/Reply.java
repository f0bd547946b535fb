package io.rollcall.http;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What came back, whatever its status. Nobody changes the body. */
final class Reply {
    private final int status;
    private final SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;
    private final Instant sentAt;

    /** @param headers the first value of each, names in any case */
    Reply(int status, Map<String, String> headers, byte[] body, Instant sentAt) {
        this.status = status;
        this.headers.putAll(headers);
        this.body = body;
        this.sentAt = sentAt;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    Instant sentAt() {
        return sentAt;
    }

    boolean successful() {
        return status >= 200 && status < 300;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** Web pages come from proxies, login walls and wrong hosts; no vendor's API speaks HTML. */
    boolean isWebPage() {
        String type = header("Content-Type");
        return (type != null && type.toLowerCase(Locale.ROOT).contains("text/html")) || firstByte() == '<';
    }

    boolean isBlank() {
        return firstByte() < 0;
    }

    /** The first byte that is no white space or byte order mark; -1 when there is none. */
    private int firstByte() {
        for (byte octet : body) {
            int value = octet & 0xff;
            if (value > ' ' && value != 0xef && value != 0xbb && value != 0xbf) {
                return value;
            }
        }
        return -1;
    }
}

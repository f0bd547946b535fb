package io.rollcall.webhook;

import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All open connections, oldest first, and how much they have sent that waits for the rest. When there are too many, or too
 * much, the oldest is closed: a vendor sends its webhook at once, so it is never the oldest for long.
 *
 * <p>Used by the listener's thread only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that could not be closed or written to is gone.
final class Connections {
    private final int most;
    private final long mostBytes;
    private final WebhookMetrics metrics;
    private final Map<Channel, Integer> held = new LinkedHashMap<>();
    private long bytes;

    Connections(int most, long mostBytes, WebhookMetrics metrics) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.metrics = metrics;
    }

    void opened(Channel connection) {
        if (held.size() >= most) {
            evictOldest();
        }
        held.put(connection, 0);
        metrics.connected(held.size());
    }

    void closed(Channel connection) {
        Integer freed = held.remove(connection);
        bytes -= freed == null ? 0 : freed;
        metrics.connected(held.size());
    }

    /** A connection now holds this much of a body. */
    void holds(Channel connection, int now) {
        Integer before = held.replace(connection, now);
        if (before == null) {
            return;
        }
        bytes += now - before;
        while (bytes > mostBytes) {
            evictOldest();
        }
    }

    private void evictOldest() {
        Channel oldest = held.keySet().iterator().next();
        closed(oldest);
        metrics.evicted();
        oldest.close();
    }
}

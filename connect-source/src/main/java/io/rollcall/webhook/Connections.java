package io.rollcall.webhook;

import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All open connections, and how much they have sent that waits for the rest. When they are too many, or hold too much, some
 * are closed: those that have shown nothing yet, and not the vendor's.
 *
 * <p>A connection is proved by an authentic webhook. Proved ones may have half of the room: more would let the vendor's own
 * kept-alive connections stand in the way of its new ones.
 *
 * <p>Used by the listener's thread only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that could not be closed or written to is gone.
final class Connections {
    private final int most;
    private final long mostBytes;
    private final WebhookMetrics metrics;
    /** Those without an authentic webhook, oldest first. */
    private final Map<Channel, Integer> strangers = new LinkedHashMap<>();
    /** The others, longest without one first. */
    private final Map<Channel, Integer> proved = new LinkedHashMap<>();

    private long bytes;

    Connections(int most, long mostBytes, WebhookMetrics metrics) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.metrics = metrics;
    }

    void opened(Channel connection) {
        if (count() >= most) {
            Map<Channel, Integer> tooMany = proved.size() > most / 2 ? proved : strangers;
            evict(tooMany.keySet().iterator().next());
        }
        strangers.put(connection, 0);
        metrics.connected(count());
    }

    void closed(Channel connection) {
        bytes -= forget(connection);
        metrics.connected(count());
    }

    /** An authentic webhook came on this connection. */
    void proved(Channel connection) {
        if (strangers.containsKey(connection) || proved.containsKey(connection)) {
            proved.put(connection, forget(connection));
        }
    }

    /** A connection now holds this much of a body that waits for the rest. */
    void holds(Channel connection, int now) {
        Map<Channel, Integer> all = proved.containsKey(connection) ? proved : strangers;
        Integer before = all.replace(connection, now);
        if (before == null) {
            return;
        }
        bytes += now - before;
        while (bytes > mostBytes) {
            Channel largest = largest(strangers);
            evict(largest == null ? largest(proved) : largest);
        }
    }

    private int count() {
        return strangers.size() + proved.size();
    }

    private int forget(Channel connection) {
        Integer held = strangers.remove(connection);
        if (held == null) {
            held = proved.remove(connection);
        }
        return held == null ? 0 : held;
    }

    /** The one that holds most, the oldest of several; null when none holds anything. */
    private static @Nullable Channel largest(Map<Channel, Integer> connections) {
        Channel largest = null;
        int most = 0;
        for (Map.Entry<Channel, Integer> each : connections.entrySet()) {
            if (each.getValue() > most) {
                largest = each.getKey();
                most = each.getValue();
            }
        }
        return largest;
    }

    private void evict(@Nullable Channel connection) {
        if (connection == null) {
            throw new IllegalStateException("Nobody holds what is counted");
        }
        closed(connection);
        metrics.evicted();
        connection.close();
    }
}

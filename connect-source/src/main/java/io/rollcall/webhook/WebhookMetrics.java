package io.rollcall.webhook;

import io.rollcall.plugin.Registrar;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a listener counts. Written by its thread, read by the worker's reporters. */
public final class WebhookMetrics {
    private final Map<Answer, LongAdder> answers = new EnumMap<>(Answer.class);
    private final AtomicInteger port = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder evicted = new LongAdder();

    public WebhookMetrics() {
        for (Answer answer : Answer.values()) {
            answers.put(answer, new LongAdder());
        }
    }

    /** All metrics, each with its description. */
    public void gauges(Registrar worker) {
        worker.add("webhook-port", "The port that the listener has; 0 while it has none", port::get);
        worker.add("webhook-connections", "Connections that are open", connections::get);
        worker.add(
                "webhook-connections-evicted-total",
                "Connections that were closed to make room for newer ones",
                evicted::sum);
        worker.add(
                "webhooks-taken-total",
                "Authentic webhooks about users or groups, answered 200",
                () -> count(Answer.TAKEN).sum());
        worker.add(
                "webhooks-ignored-total",
                "Authentic webhooks about something else, answered 200",
                () -> count(Answer.IGNORED).sum());
        answers.forEach((answer, count) -> {
            if (answer.reason != null) {
                worker.add(
                        "webhooks-refused-" + answer.reason + "-total",
                        "Requests to the listener that were answered " + answer.status,
                        count::sum);
            }
        });
    }

    private LongAdder count(Answer answer) {
        return answers.computeIfAbsent(answer, none -> new LongAdder());
    }

    void answered(Answer answer) {
        count(answer).increment();
    }

    void listening(int onPort) {
        port.set(onPort);
    }

    void connected(int open) {
        connections.set(open);
    }

    void evicted() {
        evicted.increment();
    }
}

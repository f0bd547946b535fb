package io.rollcall.source;

import io.rollcall.detect.Hints;
import io.rollcall.http.JsonHttp;
import io.rollcall.plugin.Registrar;
import io.rollcall.webhook.ListenSettings;
import io.rollcall.webhook.WebhookListener;
import io.rollcall.webhook.WebhookMetrics;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Everything about a running task that only exists for webhooks. */
final class WebhookSide implements AutoCloseable {
    /** The specification's limit for one request, from its first byte to its last. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    final Enrolment enrolment;
    final HintInbox inbox;
    private final @Nullable WebhookListener listener;

    private WebhookSide(Enrolment enrolment, HintInbox inbox, @Nullable WebhookListener listener) {
        this.enrolment = enrolment;
        this.inbox = inbox;
        this.listener = listener;
    }

    /**
     * Begins to listen, when that is wanted.
     *
     * @param account named as {@code vendor/tenant}
     * @param settings null for a vendor that sends no webhooks
     */
    static WebhookSide open(
            String account,
            String tenant,
            @Nullable WebhookSettings settings,
            Hints hints,
            JsonHttp http,
            Registrar worker,
            InstantSource clock) {
        HintInbox inbox = new HintInbox(hints, clock);
        if (settings == null) {
            return new WebhookSide(new Enrolment(account, () -> () -> false), inbox, null);
        }
        Enrolment enrolment = new Enrolment(account, () -> settings.webhooks().registration(http, tenant));
        ListenSettings listen = settings.listen();
        if (listen == null) {
            return new WebhookSide(enrolment, inbox, null);
        }
        WebhookMetrics metrics = new WebhookMetrics();
        metrics.gauges(worker);
        inbox.gauges(worker);
        return new WebhookSide(
                enrolment, inbox, WebhookListener.open(account, listen, settings.webhooks(), inbox, DEADLINE, metrics));
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
    }
}

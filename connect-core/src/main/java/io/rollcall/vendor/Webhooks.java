package io.rollcall.vendor;

import io.rollcall.http.JsonHttp;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one account's webhooks look like, and how the vendor's are told from others. Immutable, thread-safe. */
public interface Webhooks {
    /** The setting that says where to listen; while it is unset, webhooks are off. */
    String LISTEN = "webhook.listen";
    /** What user interfaces show all settings about webhooks under. */
    String GROUP = "Webhooks";

    /**
     * Whether the headers leave it possible that the vendor sent this. Where the proof is a header, that is the proof.
     *
     * @param header the value of a header by name, in any case; null when it is not there
     */
    default boolean admits(Function<String, @Nullable String> header) {
        return true;
    }

    /** What a webhook says. Where the proof is inside, it is taken out before anything else is looked at. */
    Notice read(byte[] body);

    /**
     * Keeps the vendor's own list of webhooks as configured, where the vendor has one and the operator wants it.
     *
     * @param http sends under the account's credentials
     * @param tenant the operator's name of the account, by which its own registrations are known
     */
    default WebhookRegistration registration(JsonHttp http, String tenant) {
        return () -> false;
    }

    /** What a webhook says. */
    sealed interface Notice {

        /** The vendor did not send it, or the secrets do not agree. */
        record Forged() implements Notice {}

        /** It is no JSON object, or one that no webhook needs to be. */
        record Garbled() implements Notice {}

        /** This user may have changed. */
        record Concerns(String userId) implements Notice {}

        /** Something changed that only a listing of all users shows. */
        record Everybody() implements Notice {}

        /** It is about something else. */
        record Nothing() implements Notice {}
    }
}

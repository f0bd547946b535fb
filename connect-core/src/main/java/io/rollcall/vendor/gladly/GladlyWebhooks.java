package io.rollcall.vendor.gladly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.vendor.VendorSettings;
import io.rollcall.vendor.WebhookJson;
import io.rollcall.vendor.WebhookSecrets;
import io.rollcall.vendor.Webhooks;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Gladly's webhooks: proved by a header, and hardly more than the id of whom they are about.
 *
 * @param user of Basic authentication; null when there is none
 * @param header that carries the bare secret
 */
record GladlyWebhooks(@Nullable String user, String header, WebhookSecrets secrets) implements Webhooks {
    static final String USER = "gladly.webhook.user";
    static final String HEADER = "gladly.webhook.header";

    /** The specification names none; the public documentation shows the first, and clients have been seen to use others. */
    private static final List<String> IDS =
            List.of("/content/agentId", "/data/id", "/agent/id", "/agentId", "/content/id", "/id");

    static ConfigDef define(ConfigDef settings) {
        new VendorSettings(settings, GROUP)
                .text(
                        USER,
                        null,
                        null,
                        "Webhook user",
                        "The user name of the webhook's Basic authentication in Gladly; the password is the one in "
                                + WebhookSecrets.SETTING + ". Unset: no Basic authentication is accepted.")
                .text(
                        HEADER,
                        "X-Gladly-Token",
                        GladlyWebhooks::checkHeader,
                        "Webhook header",
                        "The name of a custom header of the webhook in Gladly whose value is the one in "
                                + WebhookSecrets.SETTING + ". It is accepted in place of Basic authentication.");
        return settings;
    }

    static GladlyWebhooks parse(AbstractConfig settings) {
        return new GladlyWebhooks(
                VendorSettings.optional(settings, USER),
                VendorSettings.required(settings, HEADER, "Give it the name of a header, or leave it out."),
                WebhookSecrets.of(settings));
    }

    @Override
    public boolean admits(Function<String, @Nullable String> headers) {
        boolean bare = secrets.accept(headers.apply(header));
        boolean basic = user != null && secrets.accept(headers.apply("Authorization"), this::basic);
        return bare || basic;
    }

    private String basic(String secret) {
        byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public Notice read(byte[] body) {
        ObjectNode webhook = WebhookJson.object(body);
        if (webhook == null) {
            return new Notice.Garbled();
        }
        String type = WebhookJson.text(webhook, List.of("/type", "/event"))
                .toUpperCase(Locale.ROOT)
                .replace('.', '/');
        // Besides these there are PING, and events of conversations and of who is available, which changes nobody.
        return type.startsWith("AGENT/") ? WebhookJson.about(webhook, IDS) : new Notice.Nothing();
    }

    private static void checkHeader(String key, @Nullable Object value) {
        if (value == null || !((String) value).strip().matches("[A-Za-z0-9-]{1,100}")) {
            throw new ConfigException(
                    key + " is not the name of a header. Use letters, digits and dashes, for example X-Gladly-Token.");
        }
    }
}

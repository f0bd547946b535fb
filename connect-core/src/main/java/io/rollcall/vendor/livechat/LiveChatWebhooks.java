package io.rollcall.vendor.livechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.config.VendorUrl;
import io.rollcall.http.JsonHttp;
import io.rollcall.vendor.VendorSettings;
import io.rollcall.vendor.WebhookJson;
import io.rollcall.vendor.WebhookRegistration;
import io.rollcall.vendor.WebhookSecrets;
import io.rollcall.vendor.Webhooks;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * LiveChat's webhooks: proved by a secret inside the body.
 *
 * @param registration what LiveChat's list of webhooks shall be; null to leave it alone
 */
record LiveChatWebhooks(WebhookSecrets secrets, LiveChatRegistration.@Nullable Order registration) implements Webhooks {
    static final String REGISTER = "livechat.webhook.register";
    static final String PUBLIC_URL = "livechat.webhook.public.url";
    static final String CLIENT_ID = "livechat.webhook.client.id";

    /** About one agent. */
    static final List<String> AGENT_ACTIONS = List.of(
            "agent_created",
            "agent_updated",
            "agent_deleted",
            "agent_suspended",
            "agent_unsuspended",
            "agent_approved");
    /** Memberships can change with any of them, of agents whom they need not name. */
    static final List<String> GROUP_ACTIONS = List.of("group_created", "group_updated", "group_deleted");

    private static final int LONGEST_URL = 500;
    private static final String SECRET = "secret_key";

    static ConfigDef define(ConfigDef settings) {
        new VendorSettings(settings, GROUP)
                .flag(
                        REGISTER,
                        false,
                        "Register webhooks",
                        "Whether the connector registers webhooks for agents and groups at LiveChat whenever its task starts,"
                                + " in place of those it registered before. It needs the scope webhooks.configuration:rw."
                                + " While it is false and " + PUBLIC_URL
                                + " is set, those that it registered are removed.")
                .url(
                        PUBLIC_URL,
                        null,
                        "Public address",
                        "The address at which LiveChat reaches the listener, path included, of at most " + LONGEST_URL
                                + " characters. Unset: webhooks at LiveChat are left alone.")
                .text(
                        CLIENT_ID,
                        null,
                        null,
                        "Owner of webhooks",
                        "The client id of the Developer Console app that owns the webhooks. Unset: "
                                + LiveChatVendor.CLIENT_ID + ".");
        return settings;
    }

    static LiveChatWebhooks parse(AbstractConfig settings) {
        WebhookSecrets secrets = WebhookSecrets.of(settings);
        boolean register = settings.getBoolean(REGISTER);
        String url = settings.getString(PUBLIC_URL) == null ? null : VendorUrl.read(settings, PUBLIC_URL);
        if (register && VendorSettings.optional(settings, LISTEN) == null) {
            throw new ConfigException(
                    LISTEN + " is not set. With " + REGISTER + "=true somebody has to listen for what LiveChat sends.");
        }
        if (url == null) {
            if (register) {
                throw new ConfigException(PUBLIC_URL + " is not set. With " + REGISTER
                        + "=true it has to be the address at which LiveChat reaches the listener.");
            }
            return new LiveChatWebhooks(secrets, null);
        }
        if (url.length() > LONGEST_URL) {
            throw new ConfigException(PUBLIC_URL + " is longer than the " + LONGEST_URL
                    + " characters that LiveChat takes. Shorten its path.");
        }
        String secret = secrets.first();
        if (register && secret == null) {
            throw new ConfigException(WebhookSecrets.SETTING + " is not set. With " + REGISTER
                    + "=true it has to be the secret that LiveChat is to send.");
        }
        String owner = VendorSettings.optional(settings, CLIENT_ID);
        return new LiveChatWebhooks(
                secrets,
                new LiveChatRegistration.Order(
                        VendorUrl.read(settings, LiveChatVendor.BASE_URL),
                        url,
                        owner != null ? owner : owner(settings),
                        register ? secret : null));
    }

    private static String owner(AbstractConfig settings) {
        return VendorSettings.required(
                settings,
                LiveChatVendor.CLIENT_ID,
                "Set " + CLIENT_ID + " to the client id of the app that owns the webhooks.");
    }

    @Override
    public Notice read(byte[] body) {
        ObjectNode webhook = WebhookJson.object(body);
        if (webhook == null) {
            return new Notice.Garbled();
        }
        JsonNode given = webhook.remove(SECRET);
        if (!secrets.accept(given == null ? null : given.textValue())) {
            return new Notice.Forged();
        }
        String action = WebhookJson.text(webhook, List.of("/action"));
        if (AGENT_ACTIONS.contains(action)) {
            return WebhookJson.about(webhook, List.of("/payload/id"));
        }
        return GROUP_ACTIONS.contains(action) ? new Notice.Everybody() : new Notice.Nothing();
    }

    @Override
    public WebhookRegistration registration(JsonHttp http, String tenant) {
        LiveChatRegistration.Order order = registration;
        return order == null
                ? Webhooks.super.registration(http, tenant)
                : new LiveChatRegistration(order, tenant, http);
    }
}

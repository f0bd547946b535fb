package io.rollcall.vendor.livechat;

import io.rollcall.budget.Allowance;
import io.rollcall.budget.RateLimit;
import io.rollcall.config.VendorUrl;
import io.rollcall.vendor.Account;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.VendorSettings;
import io.rollcall.vendor.Webhooks;
import io.rollcall.vendor.WritableAccount;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** LiveChat: agents and groups behind the Configuration API. */
public final class LiveChatVendor implements Vendor {
    public static final String NAME = "livechat";
    public static final String AUTH = "livechat.auth";
    public static final String CLIENT_ID = "livechat.client.id";
    public static final String CLIENT_SECRET = "livechat.client.secret";
    public static final String REFRESH_TOKEN = "livechat.refresh.token";
    public static final String BEARER_TOKEN = "livechat.bearer.token";
    public static final String ACCOUNT_ID = "livechat.account.id";
    public static final String PAT = "livechat.pat";
    public static final String BASE_URL = "livechat.base.url";
    public static final String TOKEN_URL = "livechat.token.url";
    public static final String REGION = "livechat.region";
    public static final String SEND_FIELDS = "livechat.send.fields";
    public static final String PROPAGATION_DELAY = "livechat.propagation.delay.ms";
    public static final String PATH_AGENTS = "livechat.path.list.agents";
    public static final String PATH_AGENT = "livechat.path.get.agent";
    public static final String PATH_GROUPS = "livechat.path.list.groups";
    public static final String PATH_CREATE = "livechat.path.create.agent";
    public static final String PATH_UPDATE = "livechat.path.update.agent";
    public static final String PATH_DELETE = "livechat.path.delete.agent";
    public static final String PATH_SUSPEND = "livechat.path.suspend.agent";
    public static final String PATH_UNSUSPEND = "livechat.path.unsuspend.agent";
    public static final String DEACTIVATE = "livechat.deactivate";
    public static final String ROLE_DIALECT = "livechat.role.dialect";

    private static final String SPEC_DIALECT = "spec";
    private static final String VENDOR_DIALECT = "vendor";

    @Override
    public String name() {
        return NAME;
    }

    /** For a licence, however many tokens and integrations share it. */
    @Override
    public Allowance allowance() {
        return new Allowance(new RateLimit(1_000, Duration.ofMinutes(10)), true);
    }

    @Override
    public ConfigDef define(ConfigDef settings) {
        VendorSettings all = new VendorSettings(settings, "LiveChat");
        defineCredentials(all);
        all.text(
                        REGION,
                        null,
                        LiveChatVendor::checkRegion,
                        "Region",
                        "Where the licence lives, dal or fra, sent as X-Region. Unset: as the token's prefix says, or else"
                                + " nothing is sent. When LiveChat names another region, that one is used from then on.")
                .flag(
                        SEND_FIELDS,
                        true,
                        "Ask for all attributes",
                        "Whether to name the attributes that API v3.6 leaves out unless asked for, such as approval,"
                                + " suspension and groups. Without them invitations, suspensions and memberships are not"
                                + " seen; switch it off only for an address that refuses the field 'fields'.")
                .millis(
                        PROPAGATION_DELAY,
                        Duration.ofMinutes(2),
                        "Propagation delay (ms)",
                        "How long LiveChat may still show the old state after a change, in milliseconds. An agent who is"
                                + " gone must still be gone after that before a delete is published.")
                .namesTtl("groups")
                .url(
                        BASE_URL,
                        "https://api.livechatinc.com/v3.6/configuration",
                        "API address",
                        "The address of the Configuration API, version included.")
                .path(PATH_AGENTS, "/action/list_agents", "Path of list_agents", below("list_agents"))
                .path(PATH_AGENT, "/action/get_agent", "Path of get_agent", below("get_agent"))
                .path(PATH_GROUPS, "/action/list_groups", "Path of list_groups", below("list_groups"));
        return settings;
    }

    private static void defineCredentials(VendorSettings all) {
        all.choice(
                AUTH,
                LiveChatAuth.CLIENT_CREDENTIALS.word(),
                LiveChatAuth.words(),
                "Authentication",
                "How to log in. client_credentials and refresh_token get tokens for an app made in LiveChat's Developer"
                        + " Console; bearer uses one token as it is; pat uses a personal access token, which is what"
                        + " LiveChat recommends for servers. All need the scopes agents--all:ro and groups--all:ro.");
        all.when(AUTH, LiveChatAuth.CLIENT_CREDENTIALS.word(), LiveChatAuth.REFRESH_TOKEN.word())
                .text(CLIENT_ID, null, null, "Client id", "The app's client id, from the Developer Console.")
                .secret(CLIENT_SECRET, "Client secret", "The app's client secret, from the Developer Console.")
                .url(
                        TOKEN_URL,
                        "https://accounts.livechat.com/v2/token",
                        "Token address",
                        "Where tokens are requested, on another host than the API.");
        all.when(AUTH, LiveChatAuth.REFRESH_TOKEN.word())
                .secret(
                        REFRESH_TOKEN,
                        "Refresh token",
                        "The refresh token from the app's authorisation code grant. LiveChat keeps 25 for each client and"
                                + " user and revokes the oldest.");
        all.when(AUTH, LiveChatAuth.BEARER.word())
                .secret(
                        BEARER_TOKEN,
                        "Access token",
                        "An access token, with its region prefix such as dal: if it has one. It is not renewed.");
        all.when(AUTH, LiveChatAuth.PAT.word())
                .text(
                        ACCOUNT_ID,
                        null,
                        null,
                        "Account id",
                        "The UUID of the account that made the personal access token, shown with it in the Developer"
                                + " Console.")
                .secret(PAT, "Personal access token", "The personal access token, from the Developer Console.");
    }

    private static String below(String action) {
        return "Where the action " + action + " is, below " + BASE_URL + ".";
    }

    @Override
    public boolean sendsWebhooks() {
        return true;
    }

    @Override
    public ConfigDef defineWebhooks(ConfigDef settings) {
        return LiveChatWebhooks.define(settings);
    }

    @Override
    public Webhooks parseWebhooks(AbstractConfig settings) {
        return LiveChatWebhooks.parse(settings);
    }

    @Override
    public ConfigDef defineWriting(ConfigDef settings) {
        VendorSettings all = new VendorSettings(settings, "LiveChat");
        all.choice(
                        DEACTIVATE,
                        "unsupported",
                        LiveChatDeactivation.words(),
                        "Instead of deactivating",
                        "What to do to an agent who shall be deactivated, which LiveChat's public API cannot do. unsupported"
                                + " refuses the command; suspend suspends the agent by actions that take private scopes"
                                + " (sessions--all:rw, subscription.lc:rw); delete deletes the agent for good.")
                .choice(
                        ROLE_DIALECT,
                        SPEC_DIALECT,
                        List.of(SPEC_DIALECT, VENDOR_DIALECT),
                        "Role dialect",
                        "What to call an ordinary agent's role when it is set: spec says agent, vendor says normal as API v3.6"
                                + " does. Commands and results say agent either way.")
                .path(
                        PATH_CREATE,
                        "/action/create_agent",
                        "Path of create_agent",
                        below("create_agent") + " It needs the scopes agents--all:rw and accounts--all:rc.")
                .path(
                        PATH_UPDATE,
                        "/action/update_agent",
                        "Path of update_agent",
                        below("update_agent") + " It needs the scope agents--all:rw.")
                .path(
                        PATH_DELETE,
                        "/action/delete_agent",
                        "Path of delete_agent",
                        below("delete_agent") + " It needs the scopes agents--all:rw and accounts--all:rw.");
        all.when(DEACTIVATE, "suspend")
                .path(PATH_SUSPEND, "/action/suspend_agent", "Path of suspend_agent", below("suspend_agent"))
                .path(PATH_UNSUSPEND, "/action/unsuspend_agent", "Path of unsuspend_agent", below("unsuspend_agent"));
        return settings;
    }

    @Override
    public WritableAccount parseForWriting(AbstractConfig settings) {
        String base = VendorUrl.read(settings, BASE_URL);
        LiveChatActions actions = new LiveChatActions(
                base + settings.getString(PATH_CREATE),
                base + settings.getString(PATH_UPDATE),
                base + settings.getString(PATH_DELETE),
                base + settings.getString(PATH_SUSPEND),
                base + settings.getString(PATH_UNSUSPEND));
        boolean token = LiveChatAuth.of(settings.getString(AUTH)) == LiveChatAuth.PAT;
        return new LiveChatWritableAccount(
                account(settings),
                actions,
                LiveChatDeactivation.of(settings.getString(DEACTIVATE)),
                settings.getString(ROLE_DIALECT).equals(VENDOR_DIALECT),
                token ? VendorSettings.optional(settings, ACCOUNT_ID) : null);
    }

    @Override
    public Account parse(AbstractConfig settings) {
        return account(settings);
    }

    private static LiveChatAccount account(AbstractConfig settings) {
        String base = VendorUrl.read(settings, BASE_URL);
        LiveChatApi api = new LiveChatApi(
                base + settings.getString(PATH_AGENTS),
                base + settings.getString(PATH_AGENT),
                base + settings.getString(PATH_GROUPS),
                settings.getBoolean(SEND_FIELDS));
        return new LiveChatAccount(
                base,
                api,
                LiveChatAuth.of(settings.getString(AUTH)).login(settings),
                VendorSettings.optional(settings, REGION),
                Duration.ofMillis(settings.getLong(PROPAGATION_DELAY)),
                VendorSettings.namesTtl(settings));
    }

    private static void checkRegion(String key, @Nullable Object value) {
        if (value != null && !((String) value).isBlank() && !RegionalHttp.REGIONS.contains(((String) value).strip())) {
            throw new ConfigException(
                    key + " is none of " + List.of("dal", "fra") + ". Set it to one, or leave it out.");
        }
    }
}

package io.rollcall.vendor.gladly;

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
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Gladly: agents, teams and inboxes behind a REST API. */
public final class GladlyVendor implements Vendor {
    public static final String NAME = "gladly";
    public static final String ORGANIZATION = "gladly.organization";
    public static final String BASE_URL = "gladly.base.url";
    public static final String USER = "gladly.user";
    public static final String SECRET = "gladly.secret";
    public static final String PATH_AGENTS = "gladly.path.agents";
    public static final String PATH_TEAMS = "gladly.path.teams";
    public static final String PATH_INBOXES = "gladly.path.inboxes";
    public static final String ROLES = "gladly.roles";

    static final String PLAIN_ROLE = "AGENT";
    static final String ADMIN_ROLE = "ADMIN";

    @Override
    public String name() {
        return NAME;
    }

    /** For an organisation. Gladly counts each HTTP method by itself, so reads and writes together stay well inside. */
    @Override
    public Allowance allowance() {
        return new Allowance(new RateLimit(10, Duration.ofSeconds(1)), true);
    }

    @Override
    public ConfigDef define(ConfigDef settings) {
        new VendorSettings(settings, "Gladly")
                .text(
                        ORGANIZATION,
                        null,
                        GladlyVendor::checkOrganization,
                        "Organisation",
                        "The first part of the organisation's address: acme for https://acme.gladly.com. Leave it out and"
                                + " set " + BASE_URL + " for a sandbox or another domain.")
                .text(
                        USER,
                        null,
                        null,
                        "API user",
                        "The user of Basic authentication: the id of an API token made under Settings > API Tokens, or the"
                                + " e-mail address of the agent it belongs to, whichever the organisation's Gladly wants.")
                .secret(
                        SECRET,
                        "API secret",
                        "The secret of that API token. Gladly shows it once, when the token is made.")
                .namesTtl("teams and inboxes")
                .url(
                        BASE_URL,
                        null,
                        "API address",
                        "The address of the REST API, version included, such as https://acme.gladly.qa/api/v1 for a"
                                + " sandbox. Unset: worked out from " + ORGANIZATION + ".")
                .path(PATH_AGENTS, "/agents", "Path of agents", "Where the agents are, below the API's address.")
                .path(PATH_TEAMS, "/teams", "Path of teams", "Where the teams are, below the API's address.")
                .path(PATH_INBOXES, "/inboxes", "Path of inboxes", "Where the inboxes are, below the API's address.");
        return settings;
    }

    @Override
    public boolean sendsWebhooks() {
        return true;
    }

    @Override
    public ConfigDef defineWebhooks(ConfigDef settings) {
        return GladlyWebhooks.define(settings);
    }

    @Override
    public Webhooks parseWebhooks(AbstractConfig settings) {
        return GladlyWebhooks.parse(settings);
    }

    @Override
    public ConfigDef defineWriting(ConfigDef settings) {
        new VendorSettings(settings, "Gladly")
                .words(
                        ROLES,
                        List.of(PLAIN_ROLE, "TEAM_LEAD", ADMIN_ROLE, "ANALYST", "TASK"),
                        "Roles",
                        "The roles that agents may be given, as Gladly writes them. No list of them can be read, so a role"
                                + " that an organisation has besides these has to be named here. " + ADMIN_ROLE
                                + " is the one that administers.");
        return settings;
    }

    @Override
    public WritableAccount parseForWriting(AbstractConfig settings) {
        return new GladlyWritableAccount(account(settings), Set.copyOf(settings.getList(ROLES)));
    }

    @Override
    public Account parse(AbstractConfig settings) {
        return account(settings);
    }

    private static GladlyAccount account(AbstractConfig settings) {
        String base = baseUrl(settings);
        GladlyApi api = new GladlyApi(
                VendorSettings.optional(settings, BASE_URL) == null ? ORGANIZATION : BASE_URL,
                base + settings.getString(PATH_AGENTS),
                base + settings.getString(PATH_TEAMS),
                base + settings.getString(PATH_INBOXES));
        return new GladlyAccount(
                base,
                api,
                VendorSettings.required(
                        settings, USER, "Set it to the id of an API token, from Settings > API Tokens."),
                VendorSettings.secret(settings, SECRET, "Set it to the secret of the API token of " + USER + "."),
                VendorSettings.namesTtl(settings));
    }

    private static String baseUrl(AbstractConfig settings) {
        String organization = VendorSettings.optional(settings, ORGANIZATION);
        if (VendorSettings.optional(settings, BASE_URL) == null) {
            if (organization == null) {
                throw new ConfigException(ORGANIZATION + " is not set, nor is " + BASE_URL
                        + ". Set it to the first part of the organisation's address, such as acme.");
            }
            return "https://" + organization + ".gladly.com/api/v1";
        }
        if (organization != null) {
            throw new ConfigException(ORGANIZATION + " is set, and so is " + BASE_URL + ". Leave one of them out.");
        }
        return VendorUrl.read(settings, BASE_URL);
    }

    private static void checkOrganization(String key, @Nullable Object value) {
        // With a region inside, as in acme.us-1, but never another host: the secret goes there.
        if (value != null && !((String) value).strip().matches("|[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)?")) {
            throw new ConfigException(key + " is not the name of an organisation. Give the part of its address before"
                    + " .gladly.com, without https://.");
        }
    }
}

package io.rollcall.vendor.talkdesk;

import static io.rollcall.vendor.VendorSettings.optional;
import static io.rollcall.vendor.VendorSettings.required;
import static io.rollcall.vendor.VendorSettings.secret;

import io.rollcall.budget.Allowance;
import io.rollcall.budget.RateLimit;
import io.rollcall.config.VendorUrl;
import io.rollcall.http.BearerCredentials;
import io.rollcall.http.OAuthClient;
import io.rollcall.vendor.Account;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.VendorSettings;
import io.rollcall.vendor.WritableAccount;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** Talkdesk: users behind a REST API, and once more behind a SCIM 2.0 API with a token of its own. */
public final class TalkdeskVendor implements Vendor {
    public static final String NAME = "talkdesk";
    public static final String API = "talkdesk.api";
    public static final String BASE_URL = "talkdesk.base.url";
    public static final String TOKEN_URL = "talkdesk.token.url";
    public static final String CLIENT_ID = "talkdesk.client.id";
    public static final String CLIENT_SECRET = "talkdesk.client.secret";
    public static final String CLIENT_AUTH = "talkdesk.client.auth";
    public static final String SCIM_BASE_URL = "talkdesk.scim.base.url";
    public static final String SCIM_TOKEN = "talkdesk.scim.token";
    public static final String SCIM_AUTH_SCHEME = "talkdesk.scim.auth.scheme";
    public static final String PATH_USERS = "talkdesk.path.users";
    public static final String PATH_ROLES = "talkdesk.path.roles";
    public static final String PATH_TEAMS = "talkdesk.path.teams";
    public static final String PATH_SCIM_USERS = "talkdesk.path.scim.users";
    public static final String PATH_SCIM_GROUPS = "talkdesk.path.scim.groups";

    public static final String ALLOW_DELETE = "talkdesk.allow.delete";
    public static final String ADMIN_ROLES = "talkdesk.admin.roles";
    public static final String PLAIN_ROLE = "talkdesk.plain.role";
    public static final String SCIM_TEAMS = "talkdesk.scim.teams";

    static final String TEAMS_BY_EXTENSION = "extension";

    private static final String TEAMS_BY_GROUPS = "groups";
    private static final String REST = "rest";
    private static final String SCIM = "scim";

    @Override
    public String name() {
        return NAME;
    }

    /** Published for SCIM only; the REST API has a limit too, but nobody tells which. */
    @Override
    public Allowance allowance() {
        return new Allowance(new RateLimit(4, Duration.ofSeconds(1)), true);
    }

    @Override
    public ConfigDef define(ConfigDef settings) {
        VendorSettings all = new VendorSettings(settings, "Talkdesk");
        all.choice(
                        API,
                        REST,
                        List.of(REST, SCIM),
                        "API",
                        "Which of the two APIs to use, never both for the same users. They show the same users under different"
                                + " names, so changing it later publishes all of them as changed.")
                .namesTtl("roles and teams");
        defineRest(all.when(API, REST));
        defineScim(all.when(API, SCIM));
        return settings;
    }

    private static void defineRest(VendorSettings rest) {
        rest.text(
                        CLIENT_ID,
                        null,
                        null,
                        "Client id",
                        "The id of an OAuth client with the scopes users:read and roles:read, made in Talkdesk's admin"
                                + " pages under Settings > Integrations > API Credentials.")
                .secret(CLIENT_SECRET, "Client secret", "The secret of that OAuth client.")
                .choice(
                        CLIENT_AUTH,
                        "post",
                        List.of("post", "basic"),
                        "Client authentication",
                        "How token requests carry the client's id and secret: post as form fields, basic in a header,"
                                + " which the account's own talkdeskid.com address wants.")
                .url(
                        TOKEN_URL,
                        "https://api.talkdeskapp.com/oauth/token",
                        "Token address",
                        "Where tokens are requested; for many accounts https://ACCOUNT.talkdeskid.com/oauth/token, with"
                                + " .eu or talkdeskidca.com in other regions.")
                .url(
                        BASE_URL,
                        "https://api.talkdeskapp.com",
                        "API address",
                        "The address of the REST API: https://api.talkdeskapp.eu in Europe, https://api.talkdeskappca.com in"
                                + " Canada. A next page at any other address is not followed.")
                .path(PATH_USERS, "/users", "Path of users", "Where the users are, below " + BASE_URL + ".")
                .path(PATH_ROLES, "/roles", "Path of roles", "Where the roles are, below " + BASE_URL + ".")
                .path(PATH_TEAMS, "/teams", "Path of teams", "Where the teams are, below " + BASE_URL + ".");
    }

    private static void defineScim(VendorSettings scim) {
        scim.secret(
                        SCIM_TOKEN,
                        "SCIM token",
                        "The token made in Talkdesk's admin pages under Settings > Security > SCIM. It is not the token of"
                                + " the REST API, and neither works for the other.")
                .text(
                        SCIM_AUTH_SCHEME,
                        "Bearer",
                        null,
                        "SCIM scheme",
                        "What stands before the token in the Authorization header. Empty sends the bare token, as"
                                + " Talkdesk's page about long-lived tokens shows it.")
                .url(
                        SCIM_BASE_URL,
                        "https://api.talkdeskapp.com/scim/v2",
                        "SCIM address",
                        "The address of the SCIM API; its host follows the region as in " + BASE_URL + ".")
                .path(
                        PATH_SCIM_USERS,
                        "/Users",
                        "Path of SCIM users",
                        "Where the users are, below " + SCIM_BASE_URL + ".")
                .path(
                        PATH_SCIM_GROUPS,
                        "/Groups",
                        "Path of SCIM groups",
                        "Where the groups are, below " + SCIM_BASE_URL
                                + ". They are Talkdesk's teams; many accounts have" + " none.");
    }

    @Override
    public ConfigDef defineWriting(ConfigDef settings) {
        VendorSettings all = new VendorSettings(settings, "Talkdesk");
        all.flag(
                        ALLOW_DELETE,
                        false,
                        "Allow deletion",
                        "Whether users may be deleted, which may cost their recordings and reports the attribution. Without"
                                + " it they are only deactivated. The REST API wants the scope users:delete for it, and"
                                + " users:write for all other changes.")
                .words(
                        ADMIN_ROLES,
                        List.of("administrator", "admin"),
                        "Administrators' roles",
                        "Names or ids, in any case, of the roles that administer the account. The last users with one of"
                                + " them are guarded.")
                .text(
                        PLAIN_ROLE,
                        "agent",
                        null,
                        "Plain role",
                        "The name of the role that an administrator is demoted to before being removed.");
        all.when(API, SCIM)
                .choice(
                        SCIM_TEAMS,
                        TEAMS_BY_GROUPS,
                        List.of(TEAMS_BY_GROUPS, TEAMS_BY_EXTENSION),
                        "SCIM teams",
                        "How users' teams are changed: groups joins and leaves single SCIM groups; extension writes the names"
                                + " of all teams into Talkdesk's own attribute of the user, for accounts without groups.");
        return settings;
    }

    @Override
    public WritableAccount parseForWriting(AbstractConfig settings) {
        TalkdeskWriting writing = TalkdeskWriting.of(settings);
        return settings.getString(API).equals(SCIM)
                ? new ScimWritableAccount(scim(settings), writing)
                : new TalkdeskWritableAccount(rest(settings), writing);
    }

    @Override
    public Account parse(AbstractConfig settings) {
        return settings.getString(API).equals(SCIM) ? scim(settings) : rest(settings);
    }

    private static TalkdeskAccount rest(AbstractConfig settings) {
        String base = VendorUrl.read(settings, BASE_URL);
        OAuthClient client = new OAuthClient(
                VendorUrl.read(settings, TOKEN_URL),
                TOKEN_URL,
                settings.getString(CLIENT_AUTH).equals("basic")
                        ? OAuthClient.Authentication.BASIC
                        : OAuthClient.Authentication.POST,
                required(settings, CLIENT_ID, advice(REST, "the id of an OAuth client, from API Credentials")),
                secret(settings, CLIENT_SECRET, advice(REST, "the secret of the OAuth client, from API Credentials")),
                null,
                null,
                Duration.ofHours(1),
                CLIENT_ID + " and " + CLIENT_SECRET);
        TalkdeskApi api = new TalkdeskApi(
                base + settings.getString(PATH_USERS),
                base + settings.getString(PATH_ROLES),
                base + settings.getString(PATH_TEAMS));
        return new TalkdeskAccount(api, client, VendorSettings.namesTtl(settings));
    }

    private static ScimAccount scim(AbstractConfig settings) {
        String base = VendorUrl.read(settings, SCIM_BASE_URL);
        Password token = secret(settings, SCIM_TOKEN, advice(SCIM, "the token made under Settings > Security > SCIM"));
        String scheme = optional(settings, SCIM_AUTH_SCHEME);
        BearerCredentials credentials = new BearerCredentials(
                scheme == null ? "" : scheme,
                token,
                SCIM_TOKEN
                        + " (SCIM wants a token of its own: one of the REST API is refused just like a wrong one) and "
                        + SCIM_AUTH_SCHEME);
        ScimApi api =
                new ScimApi(base + settings.getString(PATH_SCIM_USERS), base + settings.getString(PATH_SCIM_GROUPS));
        return new ScimAccount(base, api, credentials, VendorSettings.namesTtl(settings));
    }

    private static String advice(String api, String what) {
        return "With " + API + "=" + api + " it has to be " + what + " in Talkdesk's admin pages.";
    }
}

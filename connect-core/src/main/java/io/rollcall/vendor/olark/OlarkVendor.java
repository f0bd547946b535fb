package io.rollcall.vendor.olark;

import io.rollcall.budget.Allowance;
import io.rollcall.budget.RateLimit;
import io.rollcall.config.VendorUrl;
import io.rollcall.vendor.Account;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.VendorSettings;
import io.rollcall.vendor.WritableAccount;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Olark: operators and groups behind a REST API with one key for everything. */
public final class OlarkVendor implements Vendor {
    public static final String NAME = "olark";
    public static final String API_KEY = "olark.api.key";
    public static final String BASE_URL = "olark.base.url";
    public static final String PATH_OPERATORS = "olark.path.operators";
    public static final String PATH_GROUPS = "olark.path.groups";
    public static final String DEACTIVATE = "olark.deactivate";

    @Override
    public String name() {
        return NAME;
    }

    /** Olark tells no number, so it is searched for; ten a second is more than anybody needs of it. */
    @Override
    public Allowance allowance() {
        return new Allowance(new RateLimit(600, Duration.ofMinutes(1)), false);
    }

    @Override
    public ConfigDef define(ConfigDef settings) {
        new VendorSettings(settings, "Olark")
                .secret(
                        API_KEY,
                        "API key",
                        "The key of the account, found in Olark's dashboard under Settings > Integrations > API. It may do"
                                + " everything in the account. It is sent as the user of Basic authentication and never in"
                                + " an address, where logs would keep it.")
                .url(
                        BASE_URL,
                        "https://www.olark.com/api/v1",
                        "API address",
                        "The address of Olark's REST API, version included. Only worth changing for a proxy or a simulator.")
                .path(
                        PATH_OPERATORS,
                        "/operators",
                        "Path of operators",
                        "Where the operators are, below " + BASE_URL + ".")
                .path(
                        PATH_GROUPS,
                        "/groups",
                        "Path of groups",
                        "Where the groups are, below " + BASE_URL
                                + ". They say who is a member, so every sweep reads them.");
        return settings;
    }

    @Override
    public ConfigDef defineWriting(ConfigDef settings) {
        new VendorSettings(settings, "Olark")
                .choice(
                        DEACTIVATE,
                        "unsupported",
                        OlarkDeactivation.words(),
                        "Instead of deactivating",
                        "What to do to an operator who shall be deactivated, which Olark does not know. unsupported refuses"
                                + " the command; unavailable takes the operator offline, but whoever logs in may go online"
                                + " again; delete deletes the operator for good and frees the seat.")
                .millis(
                        VendorSettings.NAMES_TTL,
                        Duration.ofHours(1),
                        "Age of names (ms)",
                        "How old the names of groups may be before they are read again, in milliseconds. A name that is"
                                + " missing is looked for again in any case.");
        return settings;
    }

    @Override
    public WritableAccount parseForWriting(AbstractConfig settings) {
        return new OlarkWritableAccount(
                account(settings),
                OlarkDeactivation.of(settings.getString(DEACTIVATE)),
                VendorSettings.namesTtl(settings));
    }

    @Override
    public Account parse(AbstractConfig settings) {
        return account(settings);
    }

    private static OlarkAccount account(AbstractConfig settings) {
        String base = VendorUrl.read(settings, BASE_URL);
        return new OlarkAccount(
                base,
                new OlarkApi(base + settings.getString(PATH_OPERATORS), base + settings.getString(PATH_GROUPS)),
                VendorSettings.secret(
                        settings,
                        API_KEY,
                        "Set it to the API key of the account, from Settings > Integrations > API in Olark."));
    }
}

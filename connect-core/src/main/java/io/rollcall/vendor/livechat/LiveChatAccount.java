package io.rollcall.vendor.livechat;

import io.rollcall.http.Credentials;
import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;
import io.rollcall.vendor.Account;
import io.rollcall.vendor.Addresses;
import io.rollcall.vendor.HttpDirectory;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.VendorFacts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One licence at LiveChat.
 *
 * @param login makes the credentials when the account is opened
 * @param region null to go by the token
 */
record LiveChatAccount(
        String baseUrl,
        LiveChatApi api,
        Function<Http, Credentials> login,
        @Nullable String region,
        Duration propagationDelay,
        Duration namesTtl)
        implements Account {

    /** An address can only change by deleting the agent and making a new one, with the same {@code account_id}. */
    @Override
    public VendorFacts facts() {
        return new VendorFacts(
                LiveChatVendor.NAME, Addresses.version(baseUrl, "v3.6"), Set.of(), propagationDelay, true);
    }

    /** Sends under the licence's credentials, to its region. */
    @Override
    public JsonHttp login(Http http) {
        Credentials credentials = login.apply(http);
        return new RegionalHttp(http.as(credentials), credentials, region);
    }

    @Override
    public UserDirectory open(Http http, JsonHttp regional) {
        RefCatalog groups = new RefCatalog("LiveChat groups", null, namesTtl, regional, http.clock(), api::listGroups);
        LiveChatMapper mapper = new LiveChatMapper(groups);
        return new HttpDirectory(
                http,
                regional,
                new HttpDirectory.Api(
                        LiveChatVendor.NAME,
                        List.of(groups),
                        api::listAgents,
                        mapper::view,
                        api::getAgent,
                        body -> body,
                        mapper::view));
    }
}

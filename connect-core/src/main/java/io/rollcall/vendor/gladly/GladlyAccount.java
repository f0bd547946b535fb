package io.rollcall.vendor.gladly;

import io.rollcall.http.BasicCredentials;
import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;
import io.rollcall.user.Attribute;
import io.rollcall.vendor.Account;
import io.rollcall.vendor.Addresses;
import io.rollcall.vendor.HttpDirectory;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.VendorFacts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;

/** One organisation at Gladly. */
record GladlyAccount(String baseUrl, GladlyApi api, String user, Password secret, Duration namesTtl)
        implements Account {

    @Override
    public VendorFacts facts() {
        Set<Attribute> pointReadOnly =
                Set.of(Attribute.GROUPS, Attribute.EXTERNAL_ID, Attribute.PHONE_NUMBERS, Attribute.PREFERRED_LANGUAGE);
        return new VendorFacts(GladlyVendor.NAME, Addresses.version(baseUrl, "v1"), pointReadOnly, Duration.ZERO, true);
    }

    @Override
    public UserDirectory open(Http http, JsonHttp authorised) {
        Catalogs catalogs = catalogs(http, authorised);
        return new HttpDirectory(
                http, authorised, reading(catalogs.mapper(), List.of(catalogs.teams(), catalogs.inboxes())));
    }

    @Override
    public JsonHttp login(Http http) {
        return http.as(new BasicCredentials(user, secret, GladlyVendor.USER + " and " + GladlyVendor.SECRET));
    }

    Catalogs catalogs(Http http, JsonHttp authorised) {
        return new Catalogs(
                new RefCatalog("Gladly teams", "agentIds", namesTtl, authorised, http.clock(), api::listTeams),
                new RefCatalog("Gladly inboxes", null, namesTtl, authorised, http.clock(), api::listInboxes));
    }

    /** @param swept read before every listing when due */
    HttpDirectory.Api reading(GladlyMapper mapper, List<RefCatalog> swept) {
        return new HttpDirectory.Api(
                GladlyVendor.NAME, swept, api::listAgents, mapper::listed, api::getAgent, body -> body, mapper::read);
    }

    /** What agents' memberships refer to. */
    record Catalogs(RefCatalog teams, RefCatalog inboxes) {
        GladlyMapper mapper() {
            return new GladlyMapper(teams, inboxes);
        }
    }
}

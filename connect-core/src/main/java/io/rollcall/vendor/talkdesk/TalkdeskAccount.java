package io.rollcall.vendor.talkdesk;

import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;
import io.rollcall.http.OAuthClient;
import io.rollcall.http.OAuthCredentials;
import io.rollcall.user.Attribute;
import io.rollcall.vendor.Account;
import io.rollcall.vendor.HttpDirectory;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.VendorFacts;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One account at Talkdesk, read through the REST API. */
record TalkdeskAccount(TalkdeskApi api, OAuthClient client, Duration namesTtl) implements Account {

    /** The REST API has no version of its own, hence the API's name in its place. */
    @Override
    public VendorFacts facts() {
        Set<Attribute> pointReadOnly = Set.of(
                Attribute.ROLES,
                Attribute.GROUPS,
                Attribute.PHONE_NUMBERS,
                Attribute.TIMEZONE,
                Attribute.PREFERRED_LANGUAGE);
        return new VendorFacts(TalkdeskVendor.NAME, "rest", pointReadOnly, Duration.ZERO, false);
    }

    @Override
    public UserDirectory open(Http http, JsonHttp authorised) {
        Catalogs catalogs = catalogs(http, authorised);
        TalkdeskMapper mapper = catalogs.mapper();
        return new HttpDirectory(
                http, authorised, reading(mapper, mapper::view, List.of(catalogs.roles(), catalogs.teams())));
    }

    @Override
    public JsonHttp login(Http http) {
        return http.as(new OAuthCredentials(client, http));
    }

    Catalogs catalogs(Http http, JsonHttp authorised) {
        return new Catalogs(
                new RefCatalog("Talkdesk roles", null, namesTtl, authorised, http.clock(), api::listRoles),
                new RefCatalog("Talkdesk teams", null, namesTtl, authorised, http.clock(), api::listTeams));
    }

    /**
     * @param listed makes a view of an item of the listing
     * @param swept read before every listing when due
     */
    HttpDirectory.Api reading(TalkdeskMapper mapper, HttpDirectory.Mapping listed, List<RefCatalog> swept) {
        return new HttpDirectory.Api(
                TalkdeskVendor.NAME, swept, api::listUsers, listed, api::getUser, TalkdeskApi::unwrap, mapper::view);
    }

    /** What users' roles and memberships refer to. */
    record Catalogs(RefCatalog roles, RefCatalog teams) {
        TalkdeskMapper mapper() {
            return new TalkdeskMapper(roles, teams);
        }
    }
}

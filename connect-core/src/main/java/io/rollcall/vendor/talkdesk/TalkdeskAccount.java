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
    public UserDirectory open(Http http) {
        JsonHttp authorised = http.as(new OAuthCredentials(client, http));
        RefCatalog roles = new RefCatalog("Talkdesk roles", null, namesTtl, authorised, http.clock(), api::listRoles);
        RefCatalog teams = new RefCatalog("Talkdesk teams", null, namesTtl, authorised, http.clock(), api::listTeams);
        TalkdeskMapper mapper = new TalkdeskMapper(roles, teams);
        return new HttpDirectory(
                http,
                authorised,
                new HttpDirectory.Api(
                        TalkdeskVendor.NAME,
                        List.of(roles, teams),
                        api::listUsers,
                        mapper::view,
                        api::getUser,
                        TalkdeskApi::unwrap,
                        mapper::view));
    }
}

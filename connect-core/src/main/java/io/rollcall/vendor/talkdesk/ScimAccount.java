package io.rollcall.vendor.talkdesk;

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

/** One account at Talkdesk, read through SCIM. */
record ScimAccount(String baseUrl, ScimApi api, Credentials credentials, Duration namesTtl) implements Account {

    @Override
    public VendorFacts facts() {
        String version = "scim/" + Addresses.version(baseUrl, "v2");
        return new VendorFacts(TalkdeskVendor.NAME, version, Set.of(), Duration.ZERO, false);
    }

    @Override
    public UserDirectory open(Http http, JsonHttp authorised) {
        RefCatalog groups = groups(http, authorised);
        ScimMapper mapper = new ScimMapper(groups);
        return new HttpDirectory(http, authorised, reading(mapper, mapper::view, List.of(groups)));
    }

    @Override
    public JsonHttp login(Http http) {
        return http.as(credentials);
    }

    RefCatalog groups(Http http, JsonHttp authorised) {
        return new RefCatalog("Talkdesk SCIM groups", null, namesTtl, authorised, http.clock(), api::listGroups);
    }

    /**
     * @param listed makes a view of an item of the listing
     * @param swept read before every listing when due
     */
    HttpDirectory.Api reading(ScimMapper mapper, HttpDirectory.Mapping listed, List<RefCatalog> swept) {
        return new HttpDirectory.Api(
                TalkdeskVendor.NAME, swept, api::listUsers, listed, api::getUser, body -> body, mapper::view);
    }
}

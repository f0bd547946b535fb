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
    public UserDirectory open(Http http) {
        JsonHttp authorised = authorised(http);
        RefCatalog groups = groups(http, authorised);
        return new HttpDirectory(http, authorised, reading(List.of(groups), new ScimMapper(groups)));
    }

    JsonHttp authorised(Http http) {
        return http.as(credentials);
    }

    RefCatalog groups(Http http, JsonHttp authorised) {
        return new RefCatalog("Talkdesk SCIM groups", null, namesTtl, authorised, http.clock(), api::listGroups);
    }

    HttpDirectory.Api reading(List<RefCatalog> catalogs, ScimMapper mapper) {
        return new HttpDirectory.Api(
                TalkdeskVendor.NAME, catalogs, api::listUsers, mapper::view, api::getUser, body -> body, mapper::view);
    }
}

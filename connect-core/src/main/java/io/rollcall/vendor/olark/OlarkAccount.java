package io.rollcall.vendor.olark;

import io.rollcall.http.BasicCredentials;
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
import org.apache.kafka.common.config.types.Password;

/** One account at Olark. */
record OlarkAccount(String baseUrl, OlarkApi api, Password apiKey) implements Account {

    @Override
    public VendorFacts facts() {
        return new VendorFacts(OlarkVendor.NAME, Addresses.version(baseUrl, "v1"), Set.of(), Duration.ZERO, false);
    }

    @Override
    public JsonHttp login(Http http) {
        return http.as(new BasicCredentials(apiKey.value(), new Password(""), OlarkVendor.API_KEY));
    }

    @Override
    public UserDirectory open(Http http, JsonHttp authorised) {
        // Never kept: the groups are the truth about memberships.
        RefCatalog groups = new RefCatalog(
                "Olark groups", "operator_ids", Duration.ZERO, authorised, http.clock(), api::listGroups);
        OlarkMapper mapper = new OlarkMapper(groups);
        return new HttpDirectory(
                http,
                authorised,
                new HttpDirectory.Api(
                        OlarkVendor.NAME,
                        List.of(groups),
                        api::listOperators,
                        mapper::listed,
                        api::getOperator,
                        OlarkApi::unwrap,
                        mapper::read));
    }
}

package io.rollcall.vendor.olark;

import io.rollcall.command.MembershipAction;
import io.rollcall.http.BasicCredentials;
import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.HttpDirectory;
import io.rollcall.vendor.HttpWritableDirectory;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.VendorFacts;
import io.rollcall.vendor.WritableAccount;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;

/** One account at Olark whose operators may be changed. */
record OlarkWritableAccount(OlarkAccount account, OlarkDeactivation deactivation, Duration namesTtl)
        implements WritableAccount {

    @Override
    public VendorFacts facts() {
        return account.facts();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                deactivation.operations(),
                OlarkPlanner.SETTABLE,
                OlarkPlanner.CLEARABLE,
                Set.of("email"),
                Map.of(OlarkMapper.GROUP, Set.of(MembershipAction.values())),
                Set.of(Identity.Kind.USER_NAME, Identity.Kind.EMAIL),
                deactivation != OlarkDeactivation.UNSUPPORTED,
                true,
                false,
                true,
                false,
                false,
                true,
                Set.of(),
                "",
                Set.of(),
                facts().propagationDelay());
    }

    @Override
    public WritableDirectory open(Http http) {
        OlarkApi api = account.api();
        JsonHttp authorised =
                http.as(new BasicCredentials(account.apiKey().value(), new Password(""), OlarkVendor.API_KEY));
        RefCatalog names = new RefCatalog("Olark groups", null, namesTtl, authorised, http.clock(), api::listGroups);
        OlarkMapper mapper = new OlarkMapper(names);
        // No catalogue: a sweep reads one step by step, and names are looked up by many threads meanwhile.
        HttpDirectory.Api reading = new HttpDirectory.Api(
                OlarkVendor.NAME,
                List.of(),
                api::listOperators,
                mapper::own,
                api::getOperator,
                OlarkApi::unwrap,
                mapper::own);
        OlarkWriter writer = new OlarkWriter(
                api,
                mapper,
                new OlarkPlanner(api, deactivation),
                names,
                asked -> new HttpDirectory(http, asked, reading),
                http.clock());
        return new HttpWritableDirectory(http, authorised, reading, writer);
    }
}

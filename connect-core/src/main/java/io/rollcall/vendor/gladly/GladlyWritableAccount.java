package io.rollcall.vendor.gladly;

import io.rollcall.command.MembershipAction;
import io.rollcall.command.Operation;
import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.HttpWritableDirectory;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.VendorFacts;
import io.rollcall.vendor.WritableAccount;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One organisation at Gladly whose agents may be changed. */
record GladlyWritableAccount(GladlyAccount account, Set<String> roles) implements WritableAccount {

    @Override
    public VendorFacts facts() {
        return account.facts();
    }

    /** Not by external id: Gladly documents no filter for it, and its list does not show it. */
    @Override
    public Capabilities capabilities() {
        Set<MembershipAction> any = EnumSet.allOf(MembershipAction.class);
        return new Capabilities(
                EnumSet.allOf(Operation.class),
                GladlyWriter.FIELDS.keySet(),
                GladlyWriter.CLEARABLE,
                Set.of("email", "displayName", GladlyWriter.ROLE),
                Map.of(
                        GladlyWriter.ROLE, Set.of(MembershipAction.REPLACE),
                        GladlyWriter.TEAM, any,
                        GladlyWriter.INBOX, any),
                Set.of(Identity.Kind.EMAIL, Identity.Kind.USER_NAME),
                true,
                false,
                false,
                false,
                false,
                true,
                false,
                Set.of(GladlyVendor.ADMIN_ROLE.toLowerCase(Locale.ROOT)),
                GladlyVendor.PLAIN_ROLE,
                account.user().contains("@") ? Set.of(account.user().toLowerCase(Locale.ROOT)) : Set.of(),
                Duration.ZERO);
    }

    @Override
    public WritableDirectory open(Http http) {
        JsonHttp authorised = account.login(http);
        GladlyAccount.Catalogs catalogs = account.catalogs(http, authorised);
        GladlyMapper mapper = catalogs.mapper();
        return new HttpWritableDirectory(
                http,
                authorised,
                account.reading(mapper, List.of()),
                new GladlyWriter(account.api(), mapper, catalogs.teams(), catalogs.inboxes(), roles));
    }
}

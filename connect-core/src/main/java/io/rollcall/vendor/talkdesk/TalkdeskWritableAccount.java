package io.rollcall.vendor.talkdesk;

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
import java.util.Map;
import java.util.Set;

/** One account at Talkdesk whose users may be changed through the REST API. */
record TalkdeskWritableAccount(TalkdeskAccount account, TalkdeskWriting writing) implements WritableAccount {

    @Override
    public VendorFacts facts() {
        return account.facts();
    }

    @Override
    public Capabilities capabilities() {
        Set<MembershipAction> any = EnumSet.allOf(MembershipAction.class);
        return new Capabilities(
                EnumSet.allOf(Operation.class),
                TalkdeskWriter.FIELDS.keySet(),
                TalkdeskWriter.CLEARABLE,
                Set.of("email", "displayName", TalkdeskWriter.ROLE),
                Map.of(
                        TalkdeskWriter.ROLE, Set.of(MembershipAction.REPLACE),
                        TalkdeskWriter.TEAM, any,
                        TalkdeskWriter.RING_GROUP, any),
                Set.of(Identity.Kind.EMAIL, Identity.Kind.USER_NAME),
                true,
                writing.deletes(),
                false,
                false,
                false,
                true,
                false,
                writing.adminRoles(),
                writing.plainRole(),
                Set.of(),
                Duration.ZERO);
    }

    @Override
    public WritableDirectory open(Http http) {
        JsonHttp authorised = account.login(http);
        TalkdeskAccount.Catalogs catalogs = account.catalogs(http, authorised);
        TalkdeskMapper mapper = catalogs.mapper();
        TalkdeskWriter writer =
                new TalkdeskWriter(account.api(), mapper, catalogs.roles(), catalogs.teams(), writing.deletes());
        return new HttpWritableDirectory(http, authorised, account.reading(mapper, writer::listed, List.of()), writer);
    }
}

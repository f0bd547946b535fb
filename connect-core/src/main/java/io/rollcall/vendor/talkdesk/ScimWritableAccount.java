package io.rollcall.vendor.talkdesk;

import io.rollcall.command.MembershipAction;
import io.rollcall.command.Operation;
import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.HttpWritableDirectory;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.VendorFacts;
import io.rollcall.vendor.WritableAccount;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One account at Talkdesk whose users may be changed through SCIM. */
record ScimWritableAccount(ScimAccount account, TalkdeskWriting writing) implements WritableAccount {

    @Override
    public VendorFacts facts() {
        return account.facts();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                EnumSet.allOf(Operation.class),
                ScimPlanner.SETTABLE,
                ScimPlanner.CLEARABLE,
                Set.of("email", "displayName"),
                Map.of(
                        ScimPlanner.ROLE, Set.of(MembershipAction.REPLACE),
                        ScimPlanner.TEAM, EnumSet.allOf(MembershipAction.class)),
                EnumSet.allOf(Identity.Kind.class),
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
        RefCatalog groups = writing.teamsByExtension() ? null : account.groups(http, authorised);
        ScimMapper mapper = new ScimMapper(groups);
        ScimWriter writer = new ScimWriter(account.api(), mapper, groups, writing.deletes());
        return new HttpWritableDirectory(http, authorised, account.reading(mapper, writer::listed, List.of()), writer);
    }
}

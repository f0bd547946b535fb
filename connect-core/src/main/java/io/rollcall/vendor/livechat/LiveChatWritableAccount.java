package io.rollcall.vendor.livechat;

import io.rollcall.command.MembershipAction;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One licence at LiveChat whose agents may be changed.
 *
 * @param vendorDialect whether to call an agent's role as v3.6 does
 * @param ownAccountId the {@code account_id} of the API's own user; null when the settings do not tell
 */
record LiveChatWritableAccount(
        LiveChatAccount account,
        LiveChatActions actions,
        LiveChatDeactivation deactivation,
        boolean vendorDialect,
        @Nullable String ownAccountId)
        implements WritableAccount {

    @Override
    public VendorFacts facts() {
        return account.facts();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                deactivation.operations(),
                LiveChatAttributes.SETTABLE,
                LiveChatAttributes.CLEARABLE,
                Set.of("email", "displayName"),
                Map.of(
                        LiveChatPlanner.ROLE,
                        Set.of(MembershipAction.REPLACE),
                        LiveChatPlanner.GROUP,
                        Set.of(MembershipAction.values())),
                Set.of(Identity.Kind.values()),
                deactivation != LiveChatDeactivation.UNSUPPORTED,
                true,
                true,
                false,
                true,
                true,
                false,
                LiveChatRoles.ADMINS,
                LiveChatRoles.AGENT,
                ownAccountId == null ? Set.of() : Set.of(ownAccountId),
                facts().propagationDelay());
    }

    @Override
    public WritableDirectory open(Http http) {
        LiveChatApi api = account.api();
        JsonHttp regional = account.login(http);
        RefCatalog groups =
                new RefCatalog("LiveChat groups", null, account.namesTtl(), regional, http.clock(), api::listGroups);
        LiveChatMapper mapper = new LiveChatMapper(groups);
        // No catalogue: a sweep reads one step by step, and names are looked up by many threads meanwhile.
        HttpDirectory.Api reading = new HttpDirectory.Api(
                LiveChatVendor.NAME,
                List.of(),
                api::listAgents,
                mapper::view,
                api::getAgent,
                body -> body,
                mapper::view);
        LiveChatPlanner planner = new LiveChatPlanner(actions, new LiveChatRoles(vendorDialect), deactivation);
        LiveChatWriter writer = new LiveChatWriter(api, mapper, planner, groups, http.clock());
        return new HttpWritableDirectory(http, regional, reading, writer);
    }
}

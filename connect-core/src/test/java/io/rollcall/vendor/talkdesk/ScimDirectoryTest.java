package io.rollcall.vendor.talkdesk;

import static io.rollcall.vendor.VendorRig.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorRig;
import io.rollcall.vendor.VendorRig.Swept;
import io.rollcall.vendor.Vendors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScimDirectoryTest {
    private final VendorRig rig = new VendorRig();
    private final SimulatedVendor talkdesk = rig.simulator.talkdesk();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void pagesAreAskedForByIndexAndTeamsOnce() {
        talkdesk.primary().seed(250);
        UserDirectory directory = open(Map.of());

        Swept swept = sweep(directory);

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(swept.ids()).hasSize(250).doesNotHaveDuplicates();
        assertThat(rig.asked())
                .containsExactly("scim_list_groups", "scim_list_users", "scim_list_users", "scim_list_users");
        sweep(directory);
        assertThat(rig.asked()).hasSize(3);
    }

    @Test
    void aServerWithShorterPagesIsFollowedByWhatItGave() {
        talkdesk.primary().seed(25);
        talkdesk.set(Setting.PAGE_SIZE, 10);

        assertThat(sweep(open(Map.of())).ids()).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void listAndReadMakeTheSameUser() {
        talkdesk.primary().seed(12);
        UserDirectory directory = open(Map.of());

        assertThat(sweep(directory).users())
                .hasSize(12)
                .allSatisfy(listed -> assertThat(directory.read(listed.id()))
                        .isInstanceOfSatisfying(Lookup.Found.class, found -> {
                            assertThat(found.view().user()).isEqualTo(listed.user());
                            assertThat(found.view().carried()).isEqualTo(listed.carried());
                        }));
    }

    @Test
    void teamsHaveTheIdsThatTheRestApiHas() {
        talkdesk.primary().seed(1);
        String id = talkdesk.primary().users().get(0).path("id").asText();
        talkdesk.primary().change(id, Map.of("teams", List.of("team-2")));

        assertThat(sweep(open(Map.of())).user(id).user().groups())
                .containsExactly(new Ref("team-2", "Support Team B", "team", null));
    }

    @Test
    void withoutGroupsTeamsGoByName() {
        talkdesk.primary().seed(1);
        talkdesk.set(Setting.SCIM_GROUPS, false);
        String id = talkdesk.primary().users().get(0).path("id").asText();
        talkdesk.primary().change(id, Map.of("teams", List.of("team-2")));

        Swept swept = sweep(open(Map.of()));

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(swept.user(id).user().groups())
                .containsExactly(new Ref("Support Team B", "Support Team B", "team", null));
    }

    @Test
    void aListingShorterThanItsTotalIsIncomplete() {
        talkdesk.inject(InjectedFault.status(200, "{\"totalResults\":2,\"Resources\":[{\"id\":\"1\"}]}")
                .onAction("scim_list_users"));
        talkdesk.inject(InjectedFault.status(200, "{\"totalResults\":2,\"Resources\":[]}")
                .onAction("scim_list_users"));

        assertThat(sweep(open(Map.of())).end()).isEqualTo(new Paging.Incomplete("short listing"));
    }

    @Test
    void resourcesMayBeLeftOutOnlyWhenThereIsNobody() {
        talkdesk.inject(InjectedFault.status(200, "{\"totalResults\":0}").onAction("scim_list_users"));
        assertThat(sweep(open(Map.of())).end()).isEqualTo(Paging.COMPLETE);

        talkdesk.inject(InjectedFault.status(200, "{\"totalResults\":7}").onAction("scim_list_users"));
        assertThat(sweep(open(Map.of())).end()).isEqualTo(new Paging.Incomplete("answer without a list"));
    }

    @Test
    void aUserWhoGoesBetweenPagesLeavesTheListingUnproved() {
        talkdesk.primary().seed(150);
        String first = talkdesk.primary().users().get(0).path("id").asText();
        talkdesk.afterPage(1, () -> talkdesk.primary().delete(first));

        assertThat(sweep(open(Map.of())).end()).isInstanceOf(Paging.Incomplete.class);
    }

    @Test
    void aTokenOfTheRestApiIsRefusedWithThatGuess() {
        assertThatThrownBy(() -> sweep(open(Map.of(TalkdeskVendor.SCIM_TOKEN, "td.rest-canary"))))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Unauthorized.class))
                .hasMessageContaining(TalkdeskVendor.SCIM_TOKEN)
                .hasMessageContaining("REST API")
                .hasMessageNotContaining("canary");
    }

    @Test
    void theSchemeBeforeTheTokenMayBeLeftOut() {
        Map<String, String> bare = Map.of(
                TalkdeskVendor.API, "scim", TalkdeskVendor.SCIM_TOKEN, "t0k3n", TalkdeskVendor.SCIM_AUTH_SCHEME, "");
        ScimAccount account = (ScimAccount) Vendors.TALKDESK.parse(VendorRig.config(Vendors.TALKDESK, bare));

        assertThat(account.credentials().header()).isEqualTo("t0k3n");
    }

    @Test
    void aUserOfAnotherAccountIsNotFound() {
        talkdesk.primary().seed(1);
        String other = talkdesk.second().users().get(0).path("id").asText();

        assertThat(open(Map.of()).read(other)).isEqualTo(Lookup.NOT_FOUND);
    }

    private UserDirectory open(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                TalkdeskVendor.API, "scim",
                TalkdeskVendor.SCIM_BASE_URL, rig.simulator.talkdeskScimUrl(),
                TalkdeskVendor.SCIM_TOKEN, talkdesk.credentials("primary").get("scimToken")));
        settings.putAll(more);
        return rig.open(Vendors.TALKDESK, settings);
    }
}

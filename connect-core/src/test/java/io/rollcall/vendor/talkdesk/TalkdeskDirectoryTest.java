package io.rollcall.vendor.talkdesk;

import static io.rollcall.vendor.VendorRig.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.Attribute;
import io.rollcall.user.Ref;
import io.rollcall.user.UserView;
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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TalkdeskDirectoryTest {
    private final VendorRig rig = new VendorRig();
    private final SimulatedVendor talkdesk = rig.simulator.talkdesk();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed", "hal"})
    void pagesAreAskedForAtTheLargestSizeAndNamesOnce(String shape) {
        talkdesk.primary().seed(250);
        talkdesk.set(Setting.SHAPE, shape);
        UserDirectory directory = open(Map.of());

        Swept swept = sweep(directory);

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(swept.ids()).hasSize(250).doesNotHaveDuplicates();
        assertThat(rig.asked())
                .containsExactly("token", "list_roles", "list_teams", "list_users", "list_users", "list_users");
        sweep(directory);
        assertThat(rig.asked()).containsExactly("list_users", "list_users", "list_users");
    }

    @Test
    void anEmptyAccountIsAWholeListingOfNobody() {
        assertThat(sweep(open(Map.of())).end()).isEqualTo(Paging.COMPLETE);
    }

    @Test
    void aListingShorterThanItsTotalIsIncomplete() {
        talkdesk.inject(InjectedFault.status(200, "{\"users\":[{\"id\":\"1\"}],\"meta\":{\"total\":2,\"page\":1}}")
                .onAction("list_users"));
        talkdesk.inject(InjectedFault.status(200, "{\"users\":[],\"meta\":{\"total\":2,\"page\":2}}")
                .onAction("list_users"));

        assertThat(sweep(open(Map.of())).end()).isEqualTo(new Paging.Incomplete("short listing"));
    }

    @Test
    void linksThatEndBeforeTheTotalAreIncomplete() {
        talkdesk.inject(InjectedFault.status(
                        200, "{\"total\":2,\"_embedded\":{\"users\":[{\"id\":\"1\"}]},\"_links\":{\"self\":{}}}")
                .onAction("list_users"));

        assertThat(sweep(open(Map.of())).end()).isEqualTo(new Paging.Incomplete("short listing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed", "hal"})
    void aUserWhoGoesBetweenPagesLeavesTheListingUnproved(String shape) {
        talkdesk.primary().seed(150);
        talkdesk.set(Setting.SHAPE, shape);
        String first = talkdesk.primary().users().get(0).path("id").asText();
        String shifted = talkdesk.primary().users().get(100).path("id").asText();
        talkdesk.afterPage(1, () -> talkdesk.primary().delete(first));

        Swept swept = sweep(open(Map.of()));

        assertThat(swept.ids()).doesNotContain(shifted);
        assertThat(swept.end()).isEqualTo(new Paging.Incomplete("total changed meanwhile"));
    }

    @Test
    void aUserWhoComesBetweenPagesLeavesTheListingUnproved() {
        talkdesk.primary().seed(150);
        talkdesk.afterPage(1, () -> talkdesk.primary().createAt(0, Map.of("email", "new@example.com")));

        assertThat(sweep(open(Map.of())).end()).isInstanceOf(Paging.Incomplete.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed", "hal"})
    void aServerThatIgnoresThePageIsNotTakenForAWholeListing(String shape) {
        talkdesk.primary().seed(150);
        talkdesk.set(Setting.SHAPE, shape);
        talkdesk.set(Setting.IGNORE_PAGE, true);

        assertThat(sweep(open(Map.of())).end()).isEqualTo(new Paging.Incomplete("repeated page"));
    }

    @Test
    void aNextLinkThatPointsAtItselfEndsTheListingIncomplete() {
        talkdesk.primary().seed(150);
        talkdesk.set(Setting.SHAPE, "hal");
        talkdesk.inject(
                InjectedFault.of(Kind.REPEATED_CURSOR).onAction("list_users").repeated(-1));

        assertThat(sweep(open(Map.of())).end()).isInstanceOf(Paging.Incomplete.class);
    }

    @Test
    void theTokenIsNotTakenToAnotherOrigin() {
        try (Simulator elsewhere = Simulator.start()) {
            talkdesk.primary().seed(150);
            talkdesk.set(Setting.SHAPE, "hal");
            talkdesk.set(Setting.NEXT_ORIGIN, elsewhere.origin());

            assertThatThrownBy(() -> sweep(open(Map.of())))
                    .isInstanceOfSatisfying(
                            VendorException.class,
                            e -> assertThat(e.failure()).isInstanceOf(Failure.Misconfigured.class))
                    .hasMessageContaining(TalkdeskVendor.BASE_URL);
            assertThat(elsewhere.journal().last()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "basic"})
    void bothWaysOfClientAuthenticationGetAToken(String way) {
        talkdesk.primary().seed(1);

        sweep(open(Map.of(TalkdeskVendor.CLIENT_AUTH, way)));

        assertThat(rig.simulator.journal().of(Vendor.TALKDESK, "token"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.credential()).isEqualTo("client-" + way));
    }

    @Test
    void aRevokedTokenIsReplacedOnceAndTheSweepGoesOn() {
        talkdesk.primary().seed(1);
        UserDirectory directory = open(Map.of());
        sweep(directory);
        rig.asked();
        talkdesk.revokeTokens();

        assertThat(sweep(directory).end()).isEqualTo(Paging.COMPLETE);
        assertThat(rig.asked()).containsExactly("list_users", "token", "list_users");
    }

    @Test
    void aWrongClientSecretNamesItsSettings() {
        assertThatThrownBy(() -> sweep(open(Map.of(TalkdeskVendor.CLIENT_SECRET, "wrong-canary"))))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Unauthorized.class))
                .hasMessageContaining(TalkdeskVendor.CLIENT_SECRET)
                .hasMessageNotContaining("canary");
    }

    @Test
    void aThinListLacksWhatAPointReadCompletes() {
        talkdesk.primary().seed(1);
        UserDirectory directory = open(Map.of());
        UserView listed = sweep(directory).users().get(0);

        assertThat(listed.carried())
                .contains(Attribute.LIFECYCLE_STATE)
                .doesNotContain(Attribute.ROLES, Attribute.GROUPS, Attribute.TIMEZONE);
        assertThat(directory.read(listed.id()))
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found -> assertThat(found.view().carries(pointReadOnly()))
                                .isTrue());
    }

    @Test
    void aRoleIsTheSameHoweverItIsShownAndANewOneIsLookedUpOnce() {
        talkdesk.primary().seed(1);
        talkdesk.set(Setting.LIST_FIELDS, "*");
        String id = talkdesk.primary().users().get(0).path("id").asText();
        UserDirectory directory = open(Map.of());
        List<Ref> byName = sweep(directory).user(id).user().roles();
        talkdesk.set(Setting.ROLE_AS, "id");
        assertThat(sweep(directory).user(id).user().roles()).isEqualTo(byName);

        talkdesk.set(Setting.ROLE_AS, "name");
        talkdesk.primary().put("roles", Map.of("id", "role-9", "name", "night owl"));
        talkdesk.primary().change(id, Map.of("role", "role-9"));
        assertThat(sweep(directory).user(id).carried()).doesNotContain(Attribute.ROLES);
        rig.asked();
        assertThat(sweep(directory).user(id).user().roles())
                .containsExactly(new Ref("role-9", "night owl", "role", null));
        assertThat(rig.asked()).containsExactly("list_roles", "list_users");
        sweep(directory);
        assertThat(rig.asked()).containsExactly("list_users");
    }

    @Test
    void withoutRolesAndTeamsTheSweepGoesOn() {
        talkdesk.primary().seed(3);
        talkdesk.inject(InjectedFault.status(404, "{\"code\":\"not_found\"}").onAction("list_roles"));
        talkdesk.inject(InjectedFault.status(405, "").onAction("list_teams"));

        assertThat(sweep(open(Map.of())).end()).isEqualTo(Paging.COMPLETE);
    }

    private static Set<Attribute> pointReadOnly() {
        return Vendors.TALKDESK
                .parse(VendorRig.config(
                        Vendors.TALKDESK, Map.of(TalkdeskVendor.CLIENT_ID, "a", TalkdeskVendor.CLIENT_SECRET, "b")))
                .facts()
                .pointReadOnly();
    }

    private UserDirectory open(Map<String, String> more) {
        Map<String, String> secrets = talkdesk.credentials("primary");
        Map<String, String> settings = new HashMap<>(Map.of(
                TalkdeskVendor.BASE_URL, rig.simulator.talkdeskUrl(),
                TalkdeskVendor.TOKEN_URL, rig.simulator.talkdeskTokenUrl(),
                TalkdeskVendor.CLIENT_ID, secrets.get("clientId"),
                TalkdeskVendor.CLIENT_SECRET, secrets.get("clientSecret")));
        settings.putAll(more);
        return rig.open(Vendors.TALKDESK, settings);
    }
}

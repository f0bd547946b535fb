package io.rollcall.vendor.gladly;

import static io.rollcall.vendor.VendorRig.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.Attribute;
import io.rollcall.user.LifecycleState;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GladlyDirectoryTest {
    private final VendorRig rig = new VendorRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "null", "empty"})
    void pagesAreAskedForAtTheLargestSizeAndNamesOnce(String last) {
        rig.simulator.gladly().primary().seed(250);
        rig.simulator.gladly().set(Setting.LAST_CURSOR, last);
        UserDirectory directory = open();

        Swept swept = sweep(directory);

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(swept.ids()).hasSize(250).doesNotHaveDuplicates();
        assertThat(rig.asked()).containsExactly("list_teams", "list_inboxes", "list_users", "list_users", "list_users");
        sweep(directory);
        assertThat(rig.asked()).containsExactly("list_users", "list_users", "list_users");
    }

    @Test
    void deactivatedAgentsStayInSight() {
        rig.simulator.gladly().primary().seed(11);

        Swept swept = sweep(open());

        assertThat(swept.users())
                .extracting(view -> view.user().lifecycleState())
                .contains(LifecycleState.ACTIVE, LifecycleState.DEACTIVATED);
        assertThat(rig.simulator.journal().of(Vendor.GLADLY, "list_users"))
                .allSatisfy(entry -> assertThat(entry.query()).containsOnlyKeys("limit"));
    }

    @Test
    void aThinListLacksWhatAPointReadCompletes() {
        rig.simulator.gladly().primary().seed(1);
        UserDirectory directory = open();
        UserView listed = sweep(directory).users().get(0);
        Set<Attribute> lacking = Vendors.GLADLY
                .parse(VendorRig.config(Vendors.GLADLY, settings()))
                .facts()
                .pointReadOnly();

        assertThat(listed.carried()).doesNotContainAnyElementsOf(lacking);
        assertThat(directory.read(listed.id())).isInstanceOfSatisfying(Lookup.Found.class, found -> {
            assertThat(found.view().carries(Set.of(Attribute.GROUPS, Attribute.EXTERNAL_ID)))
                    .isTrue();
            assertThat(found.view().user().groups()).extracting(Ref::type).contains("inbox");
            assertThat(found.view().user().groups()).extracting(Ref::display).doesNotContainNull();
        });
    }

    @Test
    void membershipsInThePublicShapeAreReadInEverySweep() {
        rig.simulator.gladly().primary().seed(1);
        rig.simulator.gladly().set(Setting.SHAPE, "bare");
        rig.simulator.gladly().set(Setting.GET_FIELDS, "id,name,emailAddress");
        String id = rig.simulator.gladly().primary().users().get(0).path("id").asText();
        rig.simulator.gladly().primary().change(id, Map.of("teams", List.of("team_2")));
        UserDirectory directory = open();

        sweep(directory);
        assertThat(groups(directory, id)).containsExactly(new Ref("team_2", "Tier 2 Support", "team", null));

        rig.simulator.gladly().primary().change(id, Map.of("teams", List.of("team_3")));
        rig.asked();
        sweep(directory);
        assertThat(rig.asked()).containsExactly("list_teams", "list_users");
        assertThat(groups(directory, id)).containsExactly(new Ref("team_3", "Retention", "team", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list_teams", "list_inboxes"})
    void namesThatTheApiLacksStayUnresolved(String action) {
        rig.simulator.gladly().primary().seed(1);
        rig.simulator.gladly().inject(InjectedFault.status(404, "").onAction(action));
        UserDirectory directory = open();

        Swept swept = sweep(directory);

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(groups(directory, swept.ids().get(0)))
                .extracting(Ref::display)
                .containsNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"HTML", "REDIRECT"})
    void aStrangersAnswerIsAWrongAddress(Kind kind) {
        rig.simulator.gladly().primary().seed(1);
        rig.simulator.gladly().inject(InjectedFault.of(kind).onAction("list_users"));

        assertThatThrownBy(() -> sweep(open()))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Misconfigured.class));
    }

    @Test
    void anEnvelopeWithoutItsArrayIsNotAnEmptyListing() {
        rig.simulator
                .gladly()
                .inject(InjectedFault.status(200, "{\"nextCursor\":null}").onAction("list_users"));

        assertThat(sweep(open()).end()).isEqualTo(new Paging.Incomplete("answer without a list"));
    }

    @Test
    void oneUnreadableAgentCostsTheOthersNothingButTheClaimToCompleteness() {
        rig.simulator
                .gladly()
                .inject(InjectedFault.status(
                                200,
                                "{\"items\":[{\"name\":\"nobody\"},{\"id\":\"a1\"},{\"id\":\"a2\",\"bio\":\""
                                        + "x".repeat(200_000) + "\"}]}")
                        .onAction("list_users"));

        Swept swept = sweep(open());

        assertThat(swept.ids()).containsExactly("a1");
        assertThat(swept.end()).isInstanceOf(Paging.Incomplete.class);
    }

    @Test
    void anAnswerAboutAnotherAgentIsNoAnswer() {
        rig.simulator
                .gladly()
                .inject(InjectedFault.status(200, "{\"id\":\"a2\"}").onAction("get_user"));

        assertThatThrownBy(() -> open().read("a1"))
                .isInstanceOf(VendorException.class)
                .hasMessageContaining("another user")
                .hasMessageNotContaining("a2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b?c#d", "ü ö", "%2e%2e", "a+b@x.com", "..;"})
    void everyIdIsAskedForAsItIs(String id) {
        assertThat(open().read(id)).isEqualTo(Lookup.NOT_FOUND);
        assertThat(rig.simulator.journal().of(Vendor.GLADLY))
                .allSatisfy(entry -> assertThat(entry.path()).isEqualTo("/gladly/api/v1/agents/" + id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ""})
    void anIdThatWouldMeanAnotherAddressIsNotAskedFor(String id) {
        assertThatThrownBy(() -> open().read(id)).isInstanceOf(VendorException.class);
        assertThat(rig.asked()).isEmpty();
    }

    private static List<Ref> groups(UserDirectory directory, String id) {
        return ((Lookup.Found) directory.read(id)).view().user().groups();
    }

    private UserDirectory open() {
        return rig.open(Vendors.GLADLY, settings());
    }

    private Map<String, String> settings() {
        Map<String, String> secrets = rig.simulator.gladly().credentials("primary");
        return new HashMap<>(Map.of(
                GladlyVendor.BASE_URL, rig.simulator.gladlyUrl(),
                GladlyVendor.USER, secrets.get("user"),
                GladlyVendor.SECRET, secrets.get("secret")));
    }
}

package io.rollcall.vendor.olark;

import static io.rollcall.vendor.VendorRig.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.Attribute;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorRig;
import io.rollcall.vendor.VendorRig.Swept;
import io.rollcall.vendor.Vendors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OlarkDirectoryTest {
    private final VendorRig rig = new VendorRig();
    private UserDirectory directory;

    @BeforeEach
    void open() {
        directory = rig.open(
                Vendors.OLARK,
                Map.of(
                        OlarkVendor.BASE_URL,
                        rig.simulator.olarkUrl(),
                        OlarkVendor.API_KEY,
                        rig.simulator.olark().credentials("primary").get("apiKey")));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void groupsAreReadFirstThenPagesUntilAnEmptyOne() {
        rig.simulator.olark().primary().seed(200);

        Swept swept = sweep(directory);

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(swept.ids()).hasSize(200).doesNotHaveDuplicates();
        assertThat(rig.asked()).containsExactly("list_groups", "list_users", "list_users", "list_users");
        assertThat(swept.steps()).isEqualTo(4);
    }

    @Test
    void theKeyTravelsInTheHeaderOnly() {
        rig.simulator.olark().primary().seed(1);

        sweep(directory);

        assertThat(rig.simulator.journal().of(Vendor.OLARK)).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.credential()).isEqualTo("basic-key");
            assertThat(entry.query()).doesNotContainKey("apikey");
        });
    }

    @Test
    void membershipsComeFromTheGroupsOfTheSameSweep() {
        String id = user();
        rig.simulator.olark().primary().join("groups", "grp1", id);
        assertThat(sweep(directory).user(id).user().groups()).containsExactly(new Ref("grp1", "Sales", "group", null));

        rig.simulator.olark().primary().leave("groups", "grp1", id);
        rig.simulator.olark().primary().join("groups", "grp3", id);

        assertThat(sweep(directory).user(id).user().groups())
                .containsExactly(new Ref("grp3", "Billing", "group", null));
    }

    @Test
    void withoutGroupsTheOperatorsOwnListCountsAndTheSweepGoesOn() {
        String id = user();
        rig.simulator.olark().primary().join("groups", "grp2", id);
        rig.simulator.olark().set(Setting.LIST_FIELDS, "*");
        rig.simulator.olark().inject(InjectedFault.status(404, "{}").onAction("list_groups"));

        Swept swept = sweep(directory);

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(swept.user(id).user().groups()).containsExactly(new Ref("grp2", null, "group", null));
    }

    @Test
    void groupsThatCannotBeReadCompletelySayNothingAboutMemberships() {
        String id = user();
        rig.simulator.olark().set(Setting.LIST_FIELDS, "*");
        rig.simulator
                .olark()
                .inject(InjectedFault.status(200, "{\"data\":[{\"name\":\"x\"}]}")
                        .onAction("list_groups"));

        assertThat(sweep(directory).user(id).carried()).doesNotContain(Attribute.GROUPS);
    }

    @Test
    void aServerThatIgnoresThePageIsNotTakenForAWholeListing() {
        rig.simulator.olark().primary().seed(3);
        rig.simulator.olark().set(Setting.IGNORE_PAGE, true);

        assertThat(sweep(directory).end()).isEqualTo(new Paging.Incomplete("repeated page"));
    }

    @Test
    void aPageThatComesTwiceEndsTheListingIncomplete() {
        rig.simulator.olark().primary().seed(150);
        rig.simulator
                .olark()
                .inject(InjectedFault.of(InjectedFault.Kind.REPEATED_CURSOR)
                        .onAction("list_users")
                        .repeated(-1));

        assertThat(sweep(directory).end()).isEqualTo(new Paging.Incomplete("repeated page"));
    }

    @Test
    void aUserCreatedBetweenPagesShiftsNobodyOutOfSight() {
        rig.simulator.olark().primary().seed(100);
        rig.simulator
                .olark()
                .afterPage(1, () -> rig.simulator.olark().primary().createAt(0, Map.of("email", "new@example.com")));

        Swept swept = sweep(directory);

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(Set.copyOf(swept.ids())).hasSize(100);
        assertThat(swept.ids()).hasSize(101);
    }

    @Test
    void anEmptyAccountIsAWholeListingOfNobody() {
        assertThat(sweep(directory)).isEqualTo(new Swept(List.of(), Paging.COMPLETE, 2));
    }

    @Test
    void aMissingCollectionIsAWrongAddressNotAnEmptyOne() {
        UserDirectory wrong = rig.open(
                Vendors.OLARK,
                Map.of(
                        OlarkVendor.BASE_URL,
                        rig.simulator.olarkUrl(),
                        OlarkVendor.PATH_OPERATORS,
                        "/people",
                        OlarkVendor.API_KEY,
                        rig.simulator.olark().credentials("primary").get("apiKey")));

        assertThatThrownBy(() -> sweep(wrong))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Misconfigured.class))
                .hasMessageContaining(OlarkVendor.PATH_OPERATORS);
    }

    @Test
    void aPointReadShowsTheUserAndSaysNotFoundOnlyWhenOlarkDoes() {
        rig.simulator.olark().set(Setting.GET_FIELDS, "*");
        String id = user();

        assertThat(directory.read(id)).isInstanceOfSatisfying(Lookup.Found.class, found -> {
            assertThat(found.view().user().displayName()).isEqualTo("Zoe");
            assertThat(found.view().user().presence()).containsEntry("olark:available", "false");
            assertThat(found.view().carried()).doesNotContain(Attribute.GROUPS);
        });
        assertThat(directory.read("op99999")).isEqualTo(Lookup.NOT_FOUND);
        rig.simulator.olark().inject(InjectedFault.of(InjectedFault.Kind.HTML));
        assertThatThrownBy(() -> directory.read(id)).isInstanceOf(VendorException.class);
    }

    private String user() {
        return rig.simulator
                .olark()
                .primary()
                .create(Map.of("email", "zoe@example.com", "nickname", "Zoe"))
                .path("id")
                .asText();
    }
}

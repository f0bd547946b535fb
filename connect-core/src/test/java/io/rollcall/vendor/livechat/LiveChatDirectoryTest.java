package io.rollcall.vendor.livechat;

import static io.rollcall.vendor.VendorRig.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.Attribute;
import io.rollcall.user.LifecycleState;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorRig;
import io.rollcall.vendor.VendorRig.Swept;
import io.rollcall.vendor.VendorSettings;
import io.rollcall.vendor.Vendors;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveChatDirectoryTest {
    private final VendorRig rig = new VendorRig();
    private final Map<String, String> secrets = rig.simulator.liveChat().credentials("primary");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aThousandAgentsAreOneRequestAndNamesAreKept() {
        rig.simulator.liveChat().primary().seed(1000);
        UserDirectory directory = open(Map.of());

        Swept swept = sweep(directory);

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(swept.ids()).hasSize(1000).doesNotHaveDuplicates();
        assertThat(rig.asked()).containsExactly("list_groups", "list_users");

        rig.pass(Duration.ofMinutes(59));
        sweep(directory);
        assertThat(rig.asked()).containsExactly("list_users");

        rig.pass(Duration.ofMinutes(1));
        sweep(directory);
        assertThat(rig.asked()).containsExactly("list_groups", "list_users");
    }

    @Test
    void withNamesNotKeptEverySweepReadsThem() {
        UserDirectory directory = open(Map.of(VendorSettings.NAMES_TTL, "0"));

        sweep(directory);
        sweep(directory);

        assertThat(rig.asked()).containsExactly("list_groups", "list_users", "list_groups", "list_users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "null", "empty"})
    void theListingEndsWhereNoCursorIsLeft(String last) {
        rig.simulator.liveChat().primary().seed(25);
        rig.simulator.liveChat().set(Setting.PAGE_SIZE, 10);
        rig.simulator.liveChat().set(Setting.LAST_CURSOR, last);

        Swept swept = sweep(open(Map.of()));

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(swept.ids()).hasSize(25).doesNotHaveDuplicates();
        assertThat(rig.asked()).containsExactly("list_groups", "list_users", "list_users", "list_users");
    }

    @Test
    void aBareArrayIsAllThereIs() {
        rig.simulator.liveChat().primary().seed(25);
        rig.simulator.liveChat().set(Setting.SHAPE, "bare");

        Swept swept = sweep(open(Map.of()));

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(swept.ids()).hasSize(25);
    }

    @Test
    void aCursorThatComesTwiceEndsTheListingIncomplete() {
        rig.simulator.liveChat().primary().seed(25);
        rig.simulator.liveChat().set(Setting.PAGE_SIZE, 10);
        rig.simulator
                .liveChat()
                .inject(InjectedFault.of(Kind.REPEATED_CURSOR)
                        .onAction("list_users")
                        .repeated(-1));

        assertThat(sweep(open(Map.of())).end()).isInstanceOf(Paging.Incomplete.class);
    }

    @Test
    void attributesBehindFieldsAreSeenInListAndReadAlike() {
        rig.simulator.liveChat().primary().seed(12);
        rig.simulator.liveChat().set(Setting.FIELDS_GATED, true);
        UserDirectory directory = open(Map.of());

        Swept swept = sweep(directory);

        assertThat(swept.users()).allSatisfy(listed -> {
            assertThat(listed.carried()).contains(Attribute.LIFECYCLE_STATE, Attribute.GROUPS, Attribute.TITLE);
            assertThat(directory.read(listed.id())).isInstanceOfSatisfying(Lookup.Found.class, found -> {
                assertThat(found.view().user()).isEqualTo(listed.user());
                assertThat(found.view().carried()).isEqualTo(listed.carried());
            });
        });
        assertThat(swept.users())
                .extracting(view -> view.user().lifecycleState())
                .contains(LifecycleState.ACTIVE, LifecycleState.SUSPENDED, LifecycleState.INVITED);
    }

    @Test
    void withoutFieldsApprovalIsUnknownNotGiven() {
        rig.simulator.liveChat().primary().seed(3);
        rig.simulator.liveChat().set(Setting.FIELDS_GATED, true);

        Swept swept = sweep(open(Map.of(LiveChatVendor.SEND_FIELDS, "false")));

        assertThat(swept.users()).isNotEmpty().allSatisfy(view -> {
            assertThat(view.carried()).doesNotContain(Attribute.LIFECYCLE_STATE, Attribute.ACTIVE);
            assertThat(view.user().lifecycleState()).isEqualTo(LifecycleState.UNKNOWN);
        });
        assertThat(rig.simulator.journal().of(Vendor.LIVECHAT, "list_users"))
                .allSatisfy(entry -> assertThat(entry.query()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_credentials", "refresh_token", "bearer", "pat"})
    void everyWayToLogInOpensTheLicence(String way) {
        rig.simulator.liveChat().primary().seed(2);

        Swept swept = sweep(open(Map.of(LiveChatVendor.AUTH, way)));

        assertThat(swept.ids()).hasSize(2);
    }

    @Test
    void aRevokedTokenIsReplacedOnceAndTheSweepGoesOn() {
        rig.simulator.liveChat().primary().seed(2);
        UserDirectory directory = open(Map.of(LiveChatVendor.AUTH, "client_credentials"));
        sweep(directory);
        rig.asked();
        rig.simulator.liveChat().revokeTokens();

        assertThat(sweep(directory).end()).isEqualTo(Paging.COMPLETE);
        assertThat(rig.asked()).containsExactly("list_users", "token", "list_users");
    }

    @Test
    void aWrongRegionIsTriedOnceInTheNamedOneWhichIsRemembered() {
        rig.simulator.liveChat().primary().seed(2);
        rig.simulator.liveChat().set(Setting.REGION, "fra");
        UserDirectory directory = open(Map.of());

        assertThat(sweep(directory).end()).isEqualTo(Paging.COMPLETE);
        assertThat(rig.asked()).containsExactly("list_groups", "list_groups", "list_users");
    }

    @Test
    void aRegionThatNeverFitsFailsInsteadOfGoingInCircles() {
        rig.simulator.liveChat().set(Setting.REGION, "syd");

        assertThatThrownBy(() -> sweep(open(Map.of())))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isEqualTo(new Failure.WrongRegion("syd")));
        assertThat(rig.asked()).containsExactly("list_groups");
    }

    @Test
    void anAgentOfAnotherLicenceIsNotFound() {
        rig.simulator.liveChat().primary().seed(1);
        String other =
                rig.simulator.liveChat().second().users().get(0).path("id").asText();

        assertThat(open(Map.of()).read(other)).isEqualTo(Lookup.NOT_FOUND);
    }

    @Test
    void namesThatMayNotBeReadStayUnresolved() {
        rig.simulator.liveChat().primary().seed(2);
        rig.simulator
                .liveChat()
                .inject(InjectedFault.status(403, "{\"error\":{\"type\":\"authorization\",\"message\":\"scope\"}}")
                        .onAction("list_groups"));

        Swept swept = sweep(open(Map.of()));

        assertThat(swept.end()).isEqualTo(Paging.COMPLETE);
        assertThat(swept.users())
                .allSatisfy(view -> assertThat(view.user().groups())
                        .isNotEmpty()
                        .allSatisfy(group -> assertThat(group.display()).isNull()));
    }

    @Test
    void listingsAreNeverFiltered() {
        rig.simulator.liveChat().primary().seed(12);

        sweep(open(Map.of()));

        List<JournalEntry> listings = rig.simulator.journal().of(Vendor.LIVECHAT, "list_users");
        assertThat(listings).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.method()).isEqualTo("POST");
            assertThat(entry.query()).doesNotContainKey("filters");
        });
    }

    private UserDirectory open(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                LiveChatVendor.AUTH, "bearer",
                LiveChatVendor.BASE_URL, rig.simulator.liveChatUrl(),
                LiveChatVendor.TOKEN_URL, rig.simulator.liveChatTokenUrl(),
                LiveChatVendor.CLIENT_ID, secrets.get("clientId"),
                LiveChatVendor.CLIENT_SECRET, secrets.get("clientSecret"),
                LiveChatVendor.REFRESH_TOKEN, secrets.get("refreshToken"),
                LiveChatVendor.BEARER_TOKEN, secrets.get("bearerToken"),
                LiveChatVendor.ACCOUNT_ID, secrets.get("patAccountId"),
                LiveChatVendor.PAT, secrets.get("patToken")));
        settings.putAll(more);
        return rig.open(Vendors.LIVECHAT, settings);
    }
}

package io.rollcall.vendor.livechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.user.Attribute;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Identity.Kind;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.VendorRig;
import io.rollcall.vendor.Vendors;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveChatFindTest {
    private static final int THREADS = 20;

    private final VendorRig rig = new VendorRig();
    private final SimulatedVendor liveChat = rig.simulator.liveChat();
    private final SimulatedAccount people = liveChat.primary();
    private WritableDirectory directory;

    @BeforeEach
    void open() {
        directory = rig.openForWriting(
                Vendors.LIVECHAT,
                Map.of(
                        LiveChatVendor.AUTH, "bearer",
                        LiveChatVendor.BASE_URL, rig.simulator.liveChatUrl(),
                        LiveChatVendor.BEARER_TOKEN,
                                liveChat.credentials("primary").get("bearerToken")));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void anAddressIsAskedForAsItIsAndThenInLowerCase() {
        people.create(Map.of("id", "zoe@example.com", "name", "Zoe"));

        assertThat(find(Kind.EMAIL, "zoe@example.com")).hasSize(1);
        assertThat(rig.asked()).containsExactly("get_user");
        assertThat(find(Kind.USER_NAME, "Zoe@Example.com")).singleElement().satisfies(found -> {
            assertThat(found.view().id()).isEqualTo("zoe@example.com");
            assertThat(found.view().carried()).contains(Attribute.GROUPS, Attribute.LIFECYCLE_STATE);
        });
        assertThat(rig.asked()).containsExactly("get_user", "get_user");
        assertThat(find(Kind.EMAIL, "nobody@example.com")).isEmpty();
        assertThat(rig.asked()).containsExactly("get_user");
    }

    @Test
    void whoeverIsShownInsteadOfTheOneAskedForIsNotFound() {
        liveChat.inject(InjectedFault.status(200, "{\"id\":\"stranger@example.com\",\"name\":\"S\"}")
                .onAction("get_user"));
        assertThat(find(Kind.EMAIL, "zoe@example.com")).isEmpty();

        people.create(Map.of("id", "zoe@example.com", "name", "Zoe"));
        String account =
                people.find("zoe@example.com").orElseThrow().path("account_id").asText();
        liveChat.inject(InjectedFault.status(200, "{\"id\":\"stranger@example.com\",\"account_id\":\"other\"}")
                .onAction("get_user"));
        assertThat(find(Kind.EXTERNAL_ID, account)).isEmpty();
    }

    @Test
    void anAccountIdIsLookedForInAllAgentsAndFindsThemUnderTheirNewAddress() {
        people.seed(25);
        liveChat.set(Setting.PAGE_SIZE, 10);
        people.create(Map.of("id", "zoe@example.com", "name", "Zoe"));
        String account =
                people.find("zoe@example.com").orElseThrow().path("account_id").asText();
        people.rename("zoe@example.com", "zora@example.com");

        assertThat(find(Kind.EXTERNAL_ID, account))
                .extracting(found -> found.view().id())
                .containsExactly("zora@example.com");
        assertThat(rig.asked()).containsExactly("list_users", "list_users", "list_users", "get_user");

        people.create(Map.of("id", "twin@example.com", "name", "Twin", "account_id", account));
        rig.pass(Duration.ofSeconds(1));
        assertThat(find(Kind.EXTERNAL_ID, account))
                .extracting(found -> found.view().id())
                .containsExactly("zora@example.com", "twin@example.com");
    }

    @Test
    void manyWhoLookForAccountIdsAtOnceShareOneReading() throws Exception {
        people.seed(THREADS);
        List<Callable<List<Lookup.Found>>> searches = new ArrayList<>();
        people.users()
                .forEach(user -> searches.add(
                        () -> find(Kind.EXTERNAL_ID, user.path("account_id").asText())));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<List<Lookup.Found>> found : threads.invokeAll(searches)) {
                assertThat(found.get()).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }

        List<String> asked = new ArrayList<>(rig.asked());
        assertThat(asked).containsOnlyOnce("list_users");
        asked.remove("list_users");
        assertThat(asked).isEqualTo(Collections.nCopies(THREADS, "get_user"));
    }

    private List<Lookup.Found> find(Kind kind, String value) {
        return directory.find(new Identity(kind, value), rig.instant());
    }
}

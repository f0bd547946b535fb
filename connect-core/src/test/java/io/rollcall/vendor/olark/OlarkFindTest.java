package io.rollcall.vendor.olark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.user.Attribute;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Identity.Kind;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorRig;
import io.rollcall.vendor.Vendors;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.Instant;
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

class OlarkFindTest {
    private static final int THREADS = 20;

    private final VendorRig rig = new VendorRig();
    private final SimulatedVendor olark = rig.simulator.olark();
    private final SimulatedAccount people = olark.primary();
    private WritableDirectory directory;

    @BeforeEach
    void open() {
        olark.set(Setting.GET_FIELDS, "*");
        directory = rig.openForWriting(
                Vendors.OLARK,
                Map.of(
                        OlarkVendor.BASE_URL,
                        rig.simulator.olarkUrl(),
                        OlarkVendor.API_KEY,
                        olark.credentials("primary").get("apiKey")));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theWholeListIsSearchedAndWhoeverIsFoundIsReadWhole() {
        people.seed(120);
        String id = operator("Zoe@Example.com");

        assertThat(find(Kind.EMAIL, "zoe@example.COM")).singleElement().satisfies(found -> {
            assertThat(found.view().id()).isEqualTo(id);
            assertThat(found.view().carried()).contains(Attribute.GROUPS);
            assertThat(found.original().has("available")).isTrue();
        });
        assertThat(rig.asked()).containsExactly("list_users", "list_users", "list_users", "get_user");
    }

    @Test
    void twoOperatorsWithOneAddressAreBothFound() {
        String one = operator("twin@example.com");
        String other = operator("TWIN@example.com");

        assertThat(find(Kind.EMAIL, "twin@example.com"))
                .extracting(found -> found.view().id())
                .containsExactly(one, other);
    }

    @Test
    void anOperatorThatComesTwiceInTheListIsOne() {
        people.seed(99);
        String id = operator("edge@example.com");
        olark.afterPage(1, () -> people.createAt(0, Map.of("email", "front@example.com")));

        assertThat(find(Kind.EMAIL, "edge@example.com"))
                .extracting(found -> found.view().id())
                .containsExactly(id);
    }

    @Test
    void whoeverADeletionMovesOutOfSightIsFoundAllTheSame() {
        people.seed(100);
        String id = operator("edge@example.com");
        olark.afterPage(1, () -> people.delete("op00001"));

        assertThat(find(Kind.EMAIL, "edge@example.com"))
                .extracting(found -> found.view().id())
                .containsExactly(id);

        rig.asked();
        assertThat(find(Kind.EMAIL, "nobody@example.com")).isEmpty();
        assertThat(rig.asked()).isEmpty();
    }

    @Test
    void whoeverIsGoneOrRenamedSinceTheListWasReadIsNotFound() {
        operator("gone@example.com");
        String renamed = operator("old@example.com");
        Instant before = rig.instant();
        assertThat(find(Kind.EMAIL, "gone@example.com")).hasSize(1);
        people.delete(people.users().get(0).path("id").asText());
        people.change(renamed, Map.of("email", "new@example.com"));
        rig.asked();

        assertThat(directory.find(new Identity(Kind.EMAIL, "gone@example.com"), before))
                .isEmpty();
        assertThat(directory.find(new Identity(Kind.EMAIL, "old@example.com"), before))
                .isEmpty();
        assertThat(rig.asked()).containsExactly("get_user", "get_user");
    }

    @Test
    void aListIsReadAgainForWhoeverNeedsANewerOne() {
        find(Kind.EMAIL, "late@example.com");
        Instant before = rig.instant();
        rig.pass(Duration.ofSeconds(1));
        operator("late@example.com");

        assertThat(directory.find(new Identity(Kind.EMAIL, "late@example.com"), before))
                .isEmpty();
        assertThat(find(Kind.EMAIL, "late@example.com")).hasSize(1);
    }

    @Test
    void aUserNameIsFoundWhereItIsShownAndStandsForTheAddressWhereItIsNot() {
        String id = people.create(Map.of("email", "jo@example.com", "username", "jdoe"))
                .path("id")
                .asText();

        assertThatThrownBy(() -> find(Kind.USER_NAME, "jdoe"))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Rejected.class));
        assertThat(find(Kind.USER_NAME, "nobody@example.com")).isEmpty();
        // Its address suggests it, but then the operator shows another login name.
        assertThat(find(Kind.USER_NAME, "jo@example.com")).isEmpty();

        olark.set(Setting.LIST_FIELDS, "*");
        rig.pass(Duration.ofSeconds(1));
        assertThat(find(Kind.USER_NAME, "JDOE"))
                .extracting(found -> found.view().id())
                .containsExactly(id);
        assertThat(find(Kind.USER_NAME, "nobody")).isEmpty();
    }

    @Test
    void aListThatIsNotWholeProvesNoAbsence() {
        people.seed(3);
        olark.set(Setting.IGNORE_PAGE, true);

        assertThatThrownBy(() -> find(Kind.EMAIL, "nobody@example.com"))
                .isInstanceOfSatisfying(
                        VendorException.class,
                        e -> assertThat(e.failure()).isEqualTo(new Failure.Transient(false, null)));
    }

    @Test
    void manyWhoLookAtOnceShareOneReadingOfTheList() throws Exception {
        people.seed(150);
        String address = operator("wanted@example.com");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<List<Lookup.Found>> search = () -> find(Kind.EMAIL, "wanted@example.com");
            for (Future<List<Lookup.Found>> found : threads.invokeAll(Collections.nCopies(THREADS, search))) {
                assertThat(found.get()).extracting(each -> each.view().id()).containsExactly(address);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(rig.asked())
                .filteredOn("list_users"::equals)
                .as("two pages of operators and an empty one")
                .hasSize(3);
    }

    private String operator(String email) {
        return people.create(Map.of("email", email)).path("id").asText();
    }

    private List<Lookup.Found> find(Kind kind, String value) {
        return directory.find(new Identity(kind, value), rig.instant());
    }
}

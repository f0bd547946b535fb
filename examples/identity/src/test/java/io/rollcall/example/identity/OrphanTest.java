package io.rollcall.example.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.user.LifecycleState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which accounts are open although nobody vouches for their owner. */
class OrphanTest {

    private static final Map<String, String> HOME = Map.of("home.vendors", "gladly/acme");
    private static final Map<String, String> PEOPLE = Map.of("people.topic", "people");

    private final Life home = new Life("gladly", "acme", "g1");
    private final Life olark = new Life("olark", "acme", "o1");

    @Test
    void anAccountWithoutACounterpartAtHomeIsAnOrphan() {
        try (Table table = new Table(HOME)) {
            table.tell(home.created(null, "ada@acme.example"))
                    .tell(olark.created(null, "ada@acme.example"))
                    .tell(new Life("olark", "acme", "o2").created(null, "grace@acme.example"))
                    .tell(new Life("gladly", "branch", "g9").created(null, "joan@acme.example"));

            assertThat(table.orphans()).containsExactly("gladly/branch/g9", "olark/acme/o2");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LifecycleState.class,
            names = {"SUSPENDED", "DEACTIVATED"})
    void whoIsSwitchedOffAtHomeLeavesOrphansUntilTheyAreSwitchedOffToo(LifecycleState off) {
        try (Table table = new Table(HOME)) {
            table.tell(home.created(null, "ada@acme.example")).tell(olark.created(null, "ada@acme.example"));
            assertThat(table.orphans()).isEmpty();

            table.tell(home.becomes(off));
            assertThat(table.orphans()).containsExactly("olark/acme/o1");

            table.tell(olark.becomes(off));
            assertThat(table.orphans()).isEmpty();
        }
    }

    @Test
    void whoIsDeletedAtHomeLeavesOrphans() {
        try (Table table = new Table(HOME)) {
            table.tell(home.created(null, "ada@acme.example"))
                    .tell(olark.created(null, "ada@acme.example"))
                    .tell(home.deleted());

            assertThat(table.orphans()).containsExactly("olark/acme/o1");
        }
    }

    @Test
    void thePeopleTopicVouchesByIdOrAddressForAsLongAsItHasThePersonAsActive() {
        try (Table table = new Table(PEOPLE)) {
            table.tell(home.created("1001", "ada@acme.example")).tell(olark.created(null, "lovelace@acme.example"));
            assertThat(table.orphans()).containsExactly("gladly/acme/g1", "olark/acme/o1");

            table.person("p1", "{\"externalId\":\"1001\",\"emails\":[\"Lovelace@acme.example\"],\"costCentre\":7}");
            assertThat(table.orphans()).isEmpty();
            assertThat(table.rows()).containsOnlyKeys("person:p1");

            table.person("p1", "{\"externalId\":\"1001\",\"emails\":[\"lovelace@acme.example\"],\"active\":false}");
            assertThat(table.orphans()).containsExactly("gladly/acme/g1", "olark/acme/o1");

            table.person("p1", null);
            assertThat(table.rows()).containsOnlyKeys("id:1001", "email:lovelace@acme.example");
        }
    }

    @Test
    void aPersonWithoutAccountsHasNoRow() {
        try (Table table = new Table(PEOPLE)) {
            table.person("p1", "{\"emails\":[\"ada@acme.example\"]}");

            assertThat(table.rows()).isEmpty();
        }
    }

    @Test
    void withoutAnybodyToVouchNobodyIsAnOrphan() {
        try (Table table = new Table(Map.of())) {
            table.tell(olark.created(null, "ada@acme.example"));

            assertThat(table.orphans()).isEmpty();
            assertThat(table.rows().get("email:ada@acme.example").get("belongs"))
                    .isNull();
        }
    }
}

package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.user.Ref;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RefCatalogTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final ScriptedHttp http = new ScriptedHttp();

    @Test
    void namesAreReadAgainOnlyWhenTheyAreTooOld() {
        RefCatalog catalog = read(catalog(null), "[{\"id\":0,\"name\":\"General\"}]");

        assertThat(catalog.nameOf("0")).isEqualTo("General");
        now = now.plus(Duration.ofMinutes(59));
        assertThat(catalog.isDue()).isFalse();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(catalog.isDue()).isTrue();
    }

    @Test
    void aCollectionThatIsAbsentKeepsWhatWasKnownAndIsAskedForAgainInItsTime() {
        RefCatalog catalog = read(catalog(null), "[{\"id\":\"1\",\"name\":\"A\"}]");

        http.fails(new Failure.Misconfigured());
        catalog.begin();
        assertThat(catalog.step()).isTrue();

        assertThat(catalog.nameOf("1")).isEqualTo("A");
        assertThat(catalog.isDue()).isFalse();
    }

    @Test
    void aFailureThatMayPassIsNotTakenForAnAbsentCollection() {
        RefCatalog catalog = catalog(null);
        http.fails(new Failure.Transient(true, null));
        catalog.begin();

        assertThatThrownBy(catalog::step).isInstanceOf(VendorException.class);
        assertThat(catalog.isDue()).isTrue();
        // The sweep after that begins anew.
        assertThat(read(catalog, "[{\"id\":\"1\",\"name\":\"A\"}]").nameOf("1")).isEqualTo("A");
    }

    @Test
    void membershipsAreKnownOnlyWhenEveryItemNamesItsMembersAndAllItemsWereSeen() {
        assertThat(read(catalog("members"), "[{\"id\":\"1\",\"members\":[\"u\"]},{\"id\":\"2\"}]")
                        .knowsMembers())
                .isFalse();
        assertThat(read(catalog("members"), "{\"items\":[{\"id\":\"1\",\"members\":[\"u\"]},{\"name\":\"x\"}]}")
                        .knowsMembers())
                .isFalse();
        RefCatalog known =
                read(catalog("members"), "[{\"id\":\"1\",\"members\":[\"u\",7]},{\"id\":\"2\",\"members\":[]}]");
        assertThat(known.membershipsOf("7", "team")).containsExactly(new Ref("1", null, "team", null));
        assertThat(known.membershipsOf("v", "team")).isEmpty();
        // Memberships change without any name getting old.
        assertThat(known.isDue()).isTrue();
    }

    @Test
    void aWordNewerThanTheCatalogueIsLookedUpOnceAndThenTakenAsItIs() {
        RefCatalog catalog = read(catalog(null), "[{\"id\":\"1\",\"name\":\"A\"}]");

        assertThat(catalog.settle("B", "role")).isNull();
        assertThat(catalog.isDue()).isTrue();
        read(catalog, "[{\"id\":\"1\",\"name\":\"A\"},{\"id\":\"2\",\"name\":\"B\"}]");
        assertThat(catalog.settle("B", "role")).isEqualTo(new Ref("2", "B", "role", null));

        assertThat(catalog.settle("C", "role")).isNull();
        read(catalog, "[{\"id\":\"1\",\"name\":\"A\"}]");
        assertThat(catalog.settle("C", "role")).isEqualTo(new Ref("C", null, "role", null));
        assertThat(catalog.isDue()).isFalse();
    }

    @Test
    void aNameThatTwoItemsShareIsTakenAsItIs() {
        RefCatalog catalog = read(catalog(null), "[{\"id\":\"1\",\"name\":\"A\"},{\"id\":\"2\",\"name\":\"A\"}]");

        assertThat(catalog.settle("A", "role")).isEqualTo(new Ref("A", "A", "role", null));
    }

    private RefCatalog catalog(String memberField) {
        return Catalogs.catalog(http, memberField, Duration.ofHours(1), clock);
    }

    private RefCatalog read(RefCatalog catalog, String body) {
        http.answers(body);
        catalog.begin();
        assertThat(catalog.step()).isTrue();
        return catalog;
    }
}

package io.rollcall.example.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.user.LifecycleState;
import io.rollcall.user.UserChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which accounts are one person's, whatever happens to them. */
class IdentityTest {

    private final Table table = new Table(Map.of());
    private final Life gladly = new Life("gladly", "acme", "g1");
    private final Life olark = new Life("olark", "acme", "o1");
    private final Life livechat = new Life("livechat", "eu", "ada@acme.example");
    private final Life talkdesk = new Life("talkdesk", "acme", "t1");

    @AfterEach
    void close() {
        table.close();
    }

    @Test
    void accountsOfOneAddressAreOnePersonsInWhateverCase() {
        table.tell(gladly.created(null, "ada@acme.example")).tell(olark.created(null, " Ada@ACME.example"));

        assertThat(table.rows()).containsOnlyKeys("email:ada@acme.example");
        assertThat(table.accountsOf("email:ada@acme.example")).containsExactly("gladly/acme/g1", "olark/acme/o1");
    }

    @Test
    void aRowSaysWhoHasAccessWhereAsWhatAndSinceWhen() {
        table.tell(livechat.created("f3a1", "ada@acme.example"));
        Instant created = livechat.now();
        table.tell(livechat.becomes(LifecycleState.SUSPENDED));
        Instant suspended = livechat.now();
        table.tell(livechat.emails("ada@acme.example", "lovelace@acme.example"));

        GenericRecord row = table.rows().get("email:ada@acme.example");
        assertThat(row).hasToString("""
                {"id": "email:ada@acme.example", "displayName": "Somebody", \
                "emails": ["ada@acme.example", "lovelace@acme.example"], "externalIds": ["livechat-id:f3a1"], \
                "belongs": null, "orphan": false, "conflict": false, "accounts": [{"vendor": "livechat", \
                "tenant": "eu", "userId": "ada@acme.example", "displayName": "Somebody", "lifecycleState": "SUSPENDED", \
                "open": false, "orphan": false, "roles": ["Agent"], "memberships": ["inbox:4", "team:Support"], \
                "since": %s, "stateSince": %s}]}""".formatted(created.toEpochMilli(), suspended.toEpochMilli()));
    }

    @Test
    void anAccountWhoseAddressChangesMovesAndTheOldIdentityLosesIt() {
        table.tell(gladly.created(null, "ada@acme.example"))
                .tell(olark.created(null, "ada@acme.example"))
                .tell(talkdesk.created(null, "grace@acme.example"))
                .tell(olark.emails("grace@acme.example"));

        assertThat(table.accountsOf("email:ada@acme.example")).containsExactly("gladly/acme/g1");
        assertThat(table.accountsOf("email:grace@acme.example")).containsExactly("olark/acme/o1", "talkdesk/acme/t1");
    }

    @Test
    void whenTheOnlyAccountMovesTheOldRowEnds() {
        table.tell(gladly.created(null, "ada@acme.example")).tell(gladly.emails("ada.king@acme.example"));

        assertThat(table.rows()).containsOnlyKeys("email:ada.king@acme.example");
    }

    @Test
    void anIdThatTwoAddressesShareMakesThemOnePersonAndItsEndTellsThemApart() {
        Life second = new Life("gladly", "other", "g2");
        table.tell(gladly.created("1001", "ada@acme.example"))
                .tell(second.created("1001", "lovelace@acme.example"))
                .tell(olark.created(null, "ada@acme.example"))
                .tell(talkdesk.created(null, "lovelace@acme.example"));

        assertThat(table.rows()).containsOnlyKeys("id:1001");
        assertThat(table.accountsOf("id:1001"))
                .containsExactly("gladly/acme/g1", "gladly/other/g2", "olark/acme/o1", "talkdesk/acme/t1");

        table.tell(second.externalId("1002"));

        assertThat(table.rows()).containsOnlyKeys("id:1001", "id:1002");
        assertThat(table.accountsOf("id:1001")).containsExactly("gladly/acme/g1", "olark/acme/o1");
        assertThat(table.accountsOf("id:1002")).containsExactly("gladly/other/g2", "talkdesk/acme/t1");
    }

    @Test
    void equalIdsOfDifferentNamespacesJoinNobody() {
        table.tell(gladly.created("7", "ada@acme.example")).tell(livechat.created("7", "grace@acme.example"));

        assertThat(table.rows()).containsOnlyKeys("id:7", "email:grace@acme.example");
    }

    @Test
    void oneAddressWithTwoCompanyIdsIsMarkedAsAConflict() {
        table.tell(gladly.created("1001", "ada@acme.example"))
                .tell(new Life("gladly", "other", "g2").created("2001", "ada@acme.example"));

        assertThat(table.rows()).containsOnlyKeys("id:1001");
        assertThat(table.rows().get("id:1001").get("conflict")).isEqualTo(true);
    }

    @Test
    void twoAccountsOfAPersonAtOneVendorAreBothShownAndEndOneByOne() {
        Life second = new Life("gladly", "acme", "g2");
        table.tell(gladly.created(null, "ada@acme.example")).tell(second.created(null, "ada@acme.example"));
        assertThat(table.accountsOf("email:ada@acme.example")).containsExactly("gladly/acme/g1", "gladly/acme/g2");

        table.tell(gladly.deleted()).tombstone(gladly.key);
        assertThat(table.accountsOf("email:ada@acme.example")).containsExactly("gladly/acme/g2");

        table.tell(second.deleted());
        assertThat(table.rows()).isEmpty();
    }

    @Test
    void anAccountWithoutAddressOrIdIsAnIdentityOfItsOwn() {
        table.tell(olark.created(null)).tell(new Life("olark", "acme", "o2").created(" ", " "));

        assertThat(table.rows()).containsOnlyKeys("account:olark/acme/o1", "account:olark/acme/o2");
    }

    @Test
    void anAccountThatIsMadeAgainBelongsToWhoeverHasItNowAndBeginsAnew() {
        table.tell(talkdesk.created(null, "ada@acme.example"))
                .tell(talkdesk.deleted())
                .tombstone(talkdesk.key)
                .tell(talkdesk.created(null, "grace@acme.example"));

        assertThat(table.rows()).containsOnlyKeys("email:grace@acme.example");
        assertThat(Table.accounts(table.rows().get("email:grace@acme.example"))
                        .get(0)
                        .get("since"))
                .isEqualTo(talkdesk.now().toEpochMilli());
    }

    @Test
    void aTombstoneStandsForTheDeleteThatCompactionTookAway() {
        table.tell(olark.created(null, "ada@acme.example")).tombstone(olark.key);

        assertThat(table.rows()).isEmpty();
    }

    @Test
    void anAddressThatTooManyAccountsShareJoinsNobodyUntilFewEnoughHaveIt() {
        try (Table strict = new Table(Map.of("shared.above", "2"))) {
            strict.tell(gladly.created("1001", "desk@acme.example"))
                    .tell(olark.created(null, "desk@acme.example"))
                    .tell(talkdesk.created(null, "desk@acme.example"));
            assertThat(strict.rows()).containsOnlyKeys("id:1001", "account:olark/acme/o1", "account:talkdesk/acme/t1");

            strict.tell(talkdesk.deleted());
            assertThat(strict.rows()).containsOnlyKeys("id:1001");
            assertThat(strict.accountsOf("id:1001")).containsExactly("gladly/acme/g1", "olark/acme/o1");
        }
    }

    @Test
    void aRepeatedOrLateEventChangesNothing() {
        UserChange first = olark.created(null, "ada@acme.example");
        UserChange second = olark.emails("grace@acme.example");
        UserChange third = olark.becomes(LifecycleState.SUSPENDED);
        table.tell(first).tell(second).tell(third);
        table.rows();

        table.tell(third).tell(first).tell(second).tell(third);

        assertThat(table.written()).isEmpty();
    }

    @Test
    void theNextRevisionCountsAlthoughAnotherWorkersClockIsBehind() {
        table.tell(olark.created(null, "ada@acme.example"));
        olark.clockGoesBack(Duration.ofMinutes(3));
        table.tell(olark.emails("grace@acme.example"));

        assertThat(table.rows()).containsOnlyKeys("email:grace@acme.example");
    }

    @Test
    void aLateEventDoesNotBringADeletedAccountBack() {
        UserChange first = olark.created(null, "ada@acme.example");
        table.tell(first).tell(olark.deleted()).tombstone(olark.key).tell(first);

        assertThat(table.rows()).isEmpty();
    }

    @Test
    void aRevisionThatIsGivenAgainAfterACrashReplacesWhatWasToldBefore() {
        UserChange first = olark.created(null, "ada@acme.example");
        table.tell(first).tell(olark.emails("b@acme.example")).tell(olark.emails("c@acme.example"));
        olark.forgetsRevisions(2);
        table.tell(olark.emails("d@acme.example"));

        assertThat(table.rows()).containsOnlyKeys("email:d@acme.example");
    }

    @Test
    void aResetOfOffsetsGoesOnWithWhatIsReadAnew() {
        table.tell(olark.created(null, "ada@acme.example")).tell(olark.emails("b@acme.example"));
        table.rows();
        table.tell(olark.readAnew());
        assertThat(table.written()).isEmpty();

        table.tell(olark.emails("c@acme.example"));
        assertThat(table.rows()).containsOnlyKeys("email:c@acme.example");
    }

    @Test
    void whatIsDeletedIsForgottenAfterAWhileAndWhatIsThereNever() {
        table.tell(olark.created(null, "ada@acme.example"))
                .tell(gladly.created(null, "ada@acme.example"))
                .tell(olark.deleted())
                .tombstone(olark.key);

        assertThat(table.pass(Duration.ofDays(6)).remembered()).isEqualTo(2);
        assertThat(table.pass(Duration.ofDays(1)).remembered()).isEqualTo(1);
        assertThat(table.accountsOf("email:ada@acme.example")).containsExactly("gladly/acme/g1");
    }
}

package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.Op;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.user.UserJson;
import io.rollcall.user.UserKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserEventTest {

    @Test
    void nameBasedUuidsFollowTheStandardsExample() {
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        assertThat(NameBasedUuid.of(dns, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void theSameChangeFoundAgainHasTheSameId() {
        UserChange change = Samples.update();
        UserChange again = new UserChange(
                change.key(),
                change.op(),
                change.lifecycle(),
                null,
                change.after(),
                change.revision(),
                change.changedAttributes(),
                change.observedFrom(),
                change.observedTo().plusSeconds(60),
                null,
                null,
                "sweep-13",
                false);

        UserEvent later = UserEvent.of(
                again, new SourceInfo("2.0.0", "livechat", "elsewhere", null), Samples.PRODUCED_AT.plusSeconds(60));

        assertThat(later.id()).isEqualTo(Samples.event(change).id());
    }

    @Test
    void anotherKeyRevisionOperationOrStateGivesAnotherId() {
        UserKey key = Samples.KEY;
        UserKey otherUser = new UserKey(key.vendor(), key.tenant(), "other");
        UserKey otherTenant = new UserKey(key.vendor(), "other", key.userId());
        UserKey otherVendor = new UserKey("gladly", key.tenant(), key.userId());

        assertThat(List.of(
                        id(key, Op.UPDATE, Samples.AGENT, 1),
                        id(otherUser, Op.UPDATE, Samples.AGENT, 1),
                        id(otherTenant, Op.UPDATE, Samples.AGENT, 1),
                        id(otherVendor, Op.UPDATE, Samples.AGENT, 1),
                        id(key, Op.CREATE, Samples.AGENT, 1),
                        id(key, Op.UPDATE, Samples.LEAD, 1),
                        id(key, Op.UPDATE, Samples.AGENT, 2)))
                .doesNotHaveDuplicates();
    }

    @Test
    void idsNeverChangeFromReleaseToRelease() {
        // Computed by another implementation from the documented text: consumers remember ids to drop repeats.
        assertThat(Samples.event(Samples.update()).id()).isEqualTo("8b3ef0bd-0c03-5763-8fdd-b75d45328148");
    }

    @ParameterizedTest
    @CsvSource({
        "READ,   DISCOVERED,  feed:add,         discovered",
        "CREATE, CREATED,     prov:create:full, created",
        "CREATE, INVITED,     prov:create:full, invited",
        "CREATE, RENAMED,     prov:create:full, renamed",
        "UPDATE, UPDATED,     prov:patch:full,  updated",
        "UPDATE, ACTIVATED,   prov:activate,    activated",
        "UPDATE, REACTIVATED, prov:activate,    reactivated",
        "UPDATE, SUSPENDED,   prov:deactivate,  suspended",
        "UPDATE, DEACTIVATED, prov:deactivate,  deactivated",
        "DELETE, DELETED,     prov:delete,      deleted",
        "DELETE, RENAMED,     prov:delete,      renamed"
    })
    void typesFollowWhatHappened(Op op, LifecycleEvent lifecycle, String scim, String cloudEvents) {
        UserEvent event = Samples.event(Samples.change(op, lifecycle, null, Samples.AGENT, List.of()));

        assertThat(event.type()).isEqualTo("urn:ietf:params:scim:event:" + scim);
        assertThat(headers(event)).containsEntry("ce_type", "io.rollcall.user." + cloudEvents);
    }

    @Test
    void theTimeOfAChangeIsTheVendorsIfItGaveOneForThisChange() {
        assertThat(occurredAt(Samples.create())).isEqualTo(Samples.AGENT.created());
        assertThat(occurredAt(Samples.read())).isEqualTo(Samples.AGENT.lastModified());
        assertThat(occurredAt(Samples.update())).isEqualTo(Samples.LEAD.lastModified());
        assertThat(occurredAt(Samples.delete())).isEqualTo(Samples.OBSERVED_TO);
    }

    @Test
    void aTimeThatDidNotMoveWithTheChangeIsNotItsTime() {
        User renamed = UserJson.fromJson(UserJson.toJson(Samples.AGENT).put("displayName", "Ada L."));
        UserChange change =
                Samples.change(Op.UPDATE, LifecycleEvent.UPDATED, Samples.AGENT, renamed, List.of("displayName"));

        assertThat(occurredAt(change)).isEqualTo(Samples.OBSERVED_TO);
    }

    @Test
    void headersCarryTheCloudEventsAttributes() {
        UserEvent event = Samples.event(Samples.update());

        assertThat(headers(event))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", event.id(),
                        "ce_source", "/rollcall/livechat/acme%20eu",
                        "ce_type", "io.rollcall.user.updated",
                        "ce_subject", "ada@example.test",
                        "ce_time", "2026-03-01T09:59:30Z"));
    }

    private static Map<String, String> headers(UserEvent event) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : CloudEvents.headers(event)) {
            headers.put(header.key(), (String) header.value());
        }
        return headers;
    }

    private static Instant occurredAt(UserChange change) {
        return Samples.event(change).occurredAt();
    }

    private static String id(UserKey key, Op op, User after, long revision) {
        UserChange change = new UserChange(
                key,
                op,
                LifecycleEvent.UPDATED,
                null,
                after,
                revision,
                List.of(),
                null,
                Samples.OBSERVED_TO,
                null,
                null,
                null,
                false);
        return Samples.event(change).id();
    }
}

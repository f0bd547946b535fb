package io.rollcall.vendor.talkdesk;

import static io.rollcall.vendor.ScriptedHttp.SENT_AT;
import static io.rollcall.vendor.ScriptedHttp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.user.Attribute;
import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Phone;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Catalogs;
import io.rollcall.vendor.RefCatalog;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TalkdeskMapperTest {
    private static final RefCatalog TEAMS = Catalogs.of("[{\"id\":\"team-1\",\"name\":\"Support Team A\"}]");
    private static final Ref AGENT = new Ref("role-1", "agent", "role", null);

    private final RefCatalog roles =
            Catalogs.of("[{\"id\":\"role-1\",\"name\":\"agent\"},{\"id\":\"role-2\",\"name\":\"supervisor\"}]");
    private final TalkdeskMapper mapper = new TalkdeskMapper(roles, TEAMS);

    @Test
    void theSpecifiedShapeBecomesAUser() throws Exception {
        UserView view = view("""
                {"id":"u1","name":"Jane Doe","email":"Jane@example.com","role":"role-1","status":"active",
                 "extension":"4001","ring_groups":["ring-1"],"teams":["team-1"],"time_zone":"Europe/Berlin",
                 "language":"en-US","created_at":"2024-06-01T10:00:00Z","updated_at":"2024-06-02T10:00:00Z"}""");
        User user = view.user();

        assertThat(user.displayName()).isEqualTo("Jane Doe");
        assertThat(user.userName()).isEqualTo("jane@example.com");
        assertThat(user.emails()).containsExactly(new Email("Jane@example.com", "work", true));
        assertThat(user.roles()).containsExactly(AGENT);
        assertThat(user.active()).isTrue();
        assertThat(user.phoneNumbers()).containsExactly(new Phone("4001", "extension"));
        assertThat(user.groups())
                .containsExactly(
                        new Ref("ring-1", null, "ring_group", null), new Ref("team-1", "Support Team A", "team", null));
        assertThat(user.timezone()).isEqualTo("Europe/Berlin");
        assertThat(user.preferredLanguage()).isEqualTo("en-US");
        assertThat(user.created()).isEqualTo(Instant.parse("2024-06-01T10:00:00Z"));
        assertThat(user.lastModified()).isEqualTo(Instant.parse("2024-06-02T10:00:00Z"));
        assertThat(user.extensions()).isEmpty();
    }

    @Test
    void thePublicShapeBecomesTheSameUser() throws Exception {
        UserView seed = view("{\"id\":\"5f1\",\"status\":\"inactive\",\"extension\":\"17\"}");
        UserView hal = view("""
                {"id":"5f1","active":false,"extension":17,"gender":"F","external_phone_number":"+351",
                 "_links":{"self":{"href":"https://x"}}}""");

        assertThat(hal.user().phoneNumbers()).isEqualTo(seed.user().phoneNumbers());
        assertThat(hal.user().lifecycleState())
                .isEqualTo(seed.user().lifecycleState())
                .isEqualTo(LifecycleState.DEACTIVATED);
        assertThat(hal.carried()).isEqualTo(seed.carried());
        assertThat(hal.user().extensions()).containsOnlyKeys("talkdesk:gender", "talkdesk:external_phone_number");
    }

    @ParameterizedTest
    @CsvSource({"role-2", "supervisor"})
    void aRoleIsTheSameByIdOrByName(String shown) throws Exception {
        assertThat(view("{\"id\":\"u1\",\"role\":\"" + shown + "\"}").user().roles())
                .containsExactly(new Ref("role-2", "supervisor", "role", null));
    }

    @Test
    void aRoleNewerThanTheNamesIsNotShownUntilTheyAreReadAgain() throws Exception {
        UserView view = view("{\"id\":\"u1\",\"role\":\"brand new\"}");

        assertThat(view.carried()).doesNotContain(Attribute.ROLES);
        assertThat(view.user().extensions()).isEmpty();
    }

    @Test
    void withoutAnyRolesToAskForTheWordItselfStands() throws Exception {
        TalkdeskMapper alone = new TalkdeskMapper(Catalogs.absent(), Catalogs.absent());

        assertThat(alone.view(
                                json("{\"id\":\"u1\",\"role\":\"agent\",\"teams\":[\"team-1\"],\"ring_groups\":[]}"),
                                SENT_AT)
                        .user())
                .satisfies(user -> {
                    assertThat(user.roles()).containsExactly(new Ref("agent", null, "role", null));
                    assertThat(user.groups()).containsExactly(new Ref("team-1", null, "team", null));
                });
    }

    @Test
    void beforeTheRolesWereReadNoneIsShown() throws Exception {
        TalkdeskMapper early = new TalkdeskMapper(Catalogs.unread(), Catalogs.unread());

        assertThat(early.view(json("{\"id\":\"u1\",\"role\":\"agent\"}"), SENT_AT)
                        .carried())
                .doesNotContain(Attribute.ROLES);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"teams\":[]'",
        "'\"ring_groups\":[]'",
        "'\"teams\":[],\"ring_groups\":{}'",
        "'\"teams\":[{}],\"ring_groups\":[]'"
    })
    void groupsAreCarriedOnlyWhenTeamsAndRingGroupsAreBothKnown(String members) throws Exception {
        assertThat(view("{\"id\":\"u1\"," + members + "}").carried()).doesNotContain(Attribute.GROUPS);
    }

    @Test
    void anUnknownStatusSaysNothingAboutTheUserButIsKept() throws Exception {
        UserView view = view("{\"id\":\"u1\",\"status\":\"hibernating\"}");

        assertThat(view.carried()).isEmpty();
        assertThat(view.user().extensions()).containsEntry("talkdesk:status", "\"hibernating\"");
    }

    private UserView view(String json) throws Exception {
        return mapper.view(json(json), SENT_AT);
    }
}

package io.rollcall.vendor.gladly;

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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GladlyMapperTest {
    private static final RefCatalog INBOXES = Catalogs.of("[{\"id\":\"inbox_1\",\"name\":\"General\"}]");
    private static final RefCatalog NAMED_TEAMS = Catalogs.of("[{\"id\":\"team_1\",\"name\":\"Tier 1\"}]", "agentIds");
    private static final RefCatalog TEAMS_WITH_MEMBERS =
            Catalogs.of("[{\"id\":\"team_1\",\"name\":\"Tier 1\",\"agentIds\":[\"a1\"]}]", "agentIds");
    private static final Ref INBOX = new Ref("inbox_1", "General", "inbox", null);
    private static final Ref TEAM = new Ref("team_1", "Tier 1", "team", null);

    private final GladlyMapper mapper = new GladlyMapper(NAMED_TEAMS, INBOXES);

    @Test
    void theSpecifiedShapeBecomesAUser() throws Exception {
        UserView view = mapper.read(json("""
                        {"id":"a1","emailAddress":"Jane@co.com","name":"Jane Doe","role":"TEAM_LEAD","active":true,
                         "inboxes":["inbox_1"],"teams":["team_1"],"phoneNumber":"+1555","externalId":"E7",
                         "language":"en-US","agentStatus":"AWAY","agentProfile":{"bio":"x"},
                         "createdAt":"2024-11-01T10:00:00Z","updatedAt":"2024-11-02T10:00:00.5+01:00"}"""), SENT_AT);
        User user = view.user();

        assertThat(user.userName()).isEqualTo("jane@co.com");
        assertThat(user.emails()).containsExactly(new Email("Jane@co.com", "work", true));
        assertThat(user.displayName()).isEqualTo("Jane Doe");
        assertThat(user.externalId()).isEqualTo("E7");
        assertThat(user.preferredLanguage()).isEqualTo("en-US");
        assertThat(user.phoneNumbers()).containsExactly(new Phone("+1555", "work"));
        assertThat(user.roles()).containsExactly(new Ref("TEAM_LEAD", null, "role", null));
        assertThat(user.groups()).containsExactly(INBOX, TEAM);
        assertThat(user.active()).isTrue();
        assertThat(user.created()).isEqualTo(Instant.parse("2024-11-01T10:00:00Z"));
        assertThat(user.lastModified()).isEqualTo(Instant.parse("2024-11-02T09:00:00.5Z"));
        assertThat(user.extensions()).containsOnlyKeys("gladly:agentProfile");
        assertThat(user.presence()).containsEntry("gladly:agentStatus", "AWAY");
    }

    @Test
    void thePublicShapeCarriesNoMoreThanItHas() throws Exception {
        UserView view = mapper.listed(
                json("{\"id\":\"WmeA3Y51Q5ayCAaZ1AotIA\",\"name\":\"J\",\"emailAddress\":\"j@co.com\"}"), SENT_AT);

        assertThat(view.carried())
                .containsExactlyInAnyOrder(Attribute.DISPLAY_NAME, Attribute.EMAILS, Attribute.USER_NAME);
        assertThat(view.user().lifecycleState()).isEqualTo(LifecycleState.UNKNOWN);
        assertThat(view.user().active()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"true, ACTIVE", "false, DEACTIVATED", "'\"False\"', DEACTIVATED", "null, UNKNOWN"})
    void activeIsTheLifecycle(String active, LifecycleState state) throws Exception {
        UserView view = mapper.listed(json("{\"id\":\"a1\",\"active\":" + active + "}"), SENT_AT);

        assertThat(view.carried()).containsExactlyInAnyOrder(Attribute.ACTIVE, Attribute.LIFECYCLE_STATE);
        assertThat(view.user().lifecycleState()).isEqualTo(state);
    }

    @Test
    void groupsAreCarriedOnlyWhenInboxesAndTeamsAreBothKnown() throws Exception {
        assertThat(groups(mapper, "\"inboxes\":[\"inbox_1\"]", true)).isNull();
        assertThat(groups(mapper, "\"teams\":[\"team_1\"]", true)).isNull();
        assertThat(groups(mapper, "\"name\":\"J\"", true)).isNull();
        assertThat(groups(mapper, "\"inboxes\":[],\"teams\":[]", true)).isEmpty();
        assertThat(groups(mapper, "\"inboxes\":null,\"teams\":[\"team_1\"]", false))
                .containsExactly(TEAM);
        assertThat(groups(mapper, "\"inboxes\":[\"inbox_1\"],\"teams\":\"team_1\"", true))
                .isNull();
    }

    @Test
    void teamsThatNameTheirMembersStandInForAgentsThatNameNoTeams() throws Exception {
        GladlyMapper members = new GladlyMapper(TEAMS_WITH_MEMBERS, INBOXES);

        assertThat(groups(members, "\"inboxes\":[\"inbox_1\"]", false)).containsExactly(INBOX, TEAM);
        // A list item without inboxes may just be thin; a single read without them means that this API has none.
        assertThat(groups(members, "\"name\":\"J\"", false)).isNull();
        assertThat(groups(members, "\"name\":\"J\"", true)).containsExactly(TEAM);
        // Yet an agent that names teams lives in an API that has inboxes too.
        assertThat(groups(members, "\"teams\":[]", true)).isNull();
        // And without any team there is no telling whether teams would name their members.
        assertThat(groups(new GladlyMapper(Catalogs.of("[]", "agentIds"), INBOXES), "\"name\":\"J\"", true))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"2024-11-01T10:00:00Z\"', 2024-11-01T10:00:00Z",
        "'\"2024-11-01 10:00:00\"', 2024-11-01T10:00:00Z",
        "'\"2024-11-01T10:00:00+0200\"', 2024-11-01T08:00:00Z",
        "'\"2024-11-01T10:00:00.123456+02\"', 2024-11-01T08:00:00.123456Z",
        "'\"2024-11-01\"', 2024-11-01T00:00:00Z",
        "'\"yesterday\"', ",
        "'17', ",
        "'{\"a\":1}', ",
        "'\"+999999999-12-31T23:59:59Z\"', ",
    })
    void timestampsAreReadInAnySpellingAndNeverBreakAUser(String written, Instant read) throws Exception {
        UserView view = mapper.listed(json("{\"id\":\"a1\",\"updatedAt\":" + written + "}"), SENT_AT);

        assertThat(view.user().lastModified()).isEqualTo(read);
        assertThat(view.user().extensions()).isEmpty();
    }

    private static List<Ref> groups(GladlyMapper mapper, String members, boolean fullest) throws Exception {
        var agent = json("{\"id\":\"a1\"," + members + "}");
        UserView view = fullest ? mapper.read(agent, SENT_AT) : mapper.listed(agent, SENT_AT);
        return view.carried().contains(Attribute.GROUPS) ? view.user().groups() : null;
    }
}

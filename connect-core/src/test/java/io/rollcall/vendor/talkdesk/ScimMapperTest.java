package io.rollcall.vendor.talkdesk;

import static io.rollcall.vendor.ScriptedHttp.SENT_AT;
import static io.rollcall.vendor.ScriptedHttp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.user.Attribute;
import io.rollcall.user.Email;
import io.rollcall.user.Phone;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Catalogs;
import io.rollcall.vendor.RefCatalog;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScimMapperTest {
    private static final RefCatalog GROUPS = Catalogs.of("[{\"id\":\"g1\",\"displayName\":\"T1\"}]");

    @Test
    void aUserOfTheCoreSchemaBecomesAUser() throws Exception {
        UserView view = view(GROUPS, """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"2819","externalId":"E1",
                 "userName":"a@x.com","name":{"givenName":"A","familyName":"B"},"displayName":"A. B.","title":"Lead",
                 "preferredLanguage":"en","timezone":"Europe/Lisbon","active":true,
                 "emails":[{"value":"a@x.com","type":"Work","primary":true},{"value":"b@x.com"}],
                 "phoneNumbers":[{"value":"+1","type":"mobile"}],
                 "groups":[{"value":"g2","display":"T2"},{"value":"g1"}],
                 "meta":{"created":"2020-01-01T00:00:00Z","lastModified":"2021-01-01T00:00:00Z","version":"W/1"}}""");
        User user = view.user();

        assertThat(user.externalId()).isEqualTo("E1");
        assertThat(user.userName()).isEqualTo("a@x.com");
        assertThat(user.displayName()).isEqualTo("A. B.");
        assertThat(user.title()).isEqualTo("Lead");
        assertThat(user.preferredLanguage()).isEqualTo("en");
        assertThat(user.timezone()).isEqualTo("Europe/Lisbon");
        assertThat(user.active()).isTrue();
        assertThat(user.emails())
                .containsExactly(new Email("a@x.com", "work", true), new Email("b@x.com", null, false));
        assertThat(user.phoneNumbers()).containsExactly(new Phone("+1", "mobile"));
        assertThat(user.groups()).containsExactly(new Ref("g1", "T1", "team", null), new Ref("g2", "T2", "team", null));
        assertThat(user.created()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(user.lastModified()).isEqualTo(Instant.parse("2021-01-01T00:00:00Z"));
        assertThat(user.extensions()).containsOnlyKeys("talkdesk:name");
    }

    @Test
    void theNameIsPutTogetherWhereNoneIsForDisplay() throws Exception {
        assertThat(view(GROUPS, "{\"id\":\"1\",\"name\":{\"givenName\":\"A\",\"familyName\":\"B\"}}")
                        .user()
                        .displayName())
                .isEqualTo("A B");
        assertThat(view(GROUPS, "{\"id\":\"1\",\"name\":{\"formatted\":\"Dr A\",\"givenName\":\"A\"}}")
                        .user()
                        .displayName())
                .isEqualTo("Dr A");
        assertThat(view(GROUPS, "{\"id\":\"1\",\"name\":\"A B\"}").carried()).isEmpty();
    }

    @Test
    void talkdesksOwnSchemaNamesRolesAndTeams() throws Exception {
        String user =
                extended("{\"rolesString\":\"Agent; Lead\",\"teamsString\":\"T1\",\"active\":1,\"colour\":\"red\"}");

        UserView known = view(GROUPS, user);
        assertThat(known.user().roles())
                .containsExactly(new Ref("Agent", "Agent", "role", null), new Ref("Lead", "Lead", "role", null));
        assertThat(known.user().groups()).containsExactly(new Ref("g1", "T1", "team", null));
        assertThat(known.user().extensions()).containsKey("talkdesk:colour");
        assertThat(known.carried()).doesNotContain(Attribute.ACTIVE);

        assertThat(view(Catalogs.absent(), user).user().groups()).containsExactly(new Ref("T1", "T1", "team", null));
    }

    @Test
    void anEmptyListOfTeamsIsKnownToBeEmpty() throws Exception {
        UserView view = view(GROUPS, extended("{\"rolesString\":\"\",\"teamsString\":null}"));

        assertThat(view.carried()).containsExactlyInAnyOrder(Attribute.ROLES, Attribute.GROUPS);
        assertThat(view.user().groups()).isEmpty();
    }

    @Test
    void groupsAndTheSchemaDoNotCountTwice() throws Exception {
        UserView view = view(
                GROUPS,
                "{\"id\":\"1\",\"groups\":[{\"value\":\"g1\"}],\"" + ScimMapper.EXTENSION
                        + "\":{\"teamsString\":\"T1\"}}");

        assertThat(view.user().groups()).containsExactly(new Ref("g1", "T1", "team", null));
    }

    @Test
    void attributesOfUnexpectedTypesAreKeptButNotCarried() throws Exception {
        UserView view = view(GROUPS, """
                {"id":"1","active":"perhaps","emails":"a@x.com","phoneNumbers":[{"type":"work"}],"groups":[null],
                 "meta":7,"userName":{"a":1},"urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User":"x"}""");

        assertThat(view.carried()).isEmpty();
        assertThat(view.user().extensions())
                .containsKeys("talkdesk:active", "talkdesk:emails", "talkdesk:userName", "talkdesk:groups");
    }

    private static String extended(String extension) {
        return "{\"id\":\"1\",\"" + ScimMapper.EXTENSION + "\":" + extension + "}";
    }

    private static UserView view(RefCatalog groups, String json) throws Exception {
        return new ScimMapper(groups).view(json(json), SENT_AT);
    }
}

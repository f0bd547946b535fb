package io.rollcall.vendor.livechat;

import static io.rollcall.vendor.ScriptedHttp.SENT_AT;
import static io.rollcall.vendor.ScriptedHttp.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.user.Attribute;
import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Phone;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Catalogs;
import io.rollcall.vendor.UnreadableUserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveChatMapperTest {
    private final LiveChatMapper mapper =
            new LiveChatMapper(Catalogs.of("[{\"id\":0,\"name\":\"General\"},{\"id\":5,\"name\":\"Sales\"}]"));

    @Test
    void theSpecifiedShapeBecomesAUser() throws Exception {
        UserView view = view("""
                {"id":"Jane@Example.com","account_id":"u-1","name":"Jane Doe","role":"administrator",
                 "job_title":"Lead","mobile":"+48123","max_chats_count":5,"awaiting_approval":false,"suspended":false,
                 "groups":[{"id":5,"priority":"first"},{"id":0,"priority":"normal"}],
                 "notifications":{"new_visitor":true},"routing_status":"accepting_chats"}""");
        User user = view.user();

        assertThat(user.id()).isEqualTo("Jane@Example.com");
        assertThat(user.userName()).isEqualTo("jane@example.com");
        assertThat(user.externalId()).isEqualTo("u-1");
        assertThat(user.displayName()).isEqualTo("Jane Doe");
        assertThat(user.title()).isEqualTo("Lead");
        assertThat(user.emails()).containsExactly(new Email("Jane@Example.com", "work", true));
        assertThat(user.phoneNumbers()).containsExactly(new Phone("+48123", "mobile"));
        assertThat(user.roles()).containsExactly(new Ref("administrator", null, "role", null));
        assertThat(user.groups())
                .containsExactly(new Ref("0", "General", "group", "normal"), new Ref("5", "Sales", "group", "first"));
        assertThat(user.lifecycleState()).isEqualTo(LifecycleState.ACTIVE);
        assertThat(user.active()).isTrue();
        assertThat(user.extensions())
                .containsOnlyKeys("livechat:max_chats_count", "livechat:notifications")
                .containsEntry("livechat:max_chats_count", "5");
        assertThat(user.presence()).containsEntry("livechat:routing_status", "accepting_chats");
    }

    @ParameterizedTest
    @CsvSource({
        "'', UNKNOWN, false",
        "'\"suspended\":false', UNKNOWN, false",
        "'\"awaiting_approval\":null', UNKNOWN, true",
        "'\"awaiting_approval\":true', INVITED, true",
        "'\"awaiting_approval\":false', ACTIVE, true",
        "'\"awaiting_approval\":false,\"suspended\":true', SUSPENDED, true",
        "'\"suspended\":true', SUSPENDED, true",
        "'\"awaiting_approval\":{}', UNKNOWN, false",
        "'\"awaiting_approval\":false,\"suspended\":[]', ACTIVE, true",
    })
    void anAgentIsActiveOnlyWhenApprovalIsShown(String members, LifecycleState state, boolean carried)
            throws Exception {
        UserView view = view("{\"id\":\"a@example.com\"" + (members.isEmpty() ? "" : "," + members) + "}");

        assertThat(view.user().lifecycleState()).isEqualTo(state);
        assertThat(view.carried().contains(Attribute.LIFECYCLE_STATE)).isEqualTo(carried);
        assertThat(view.carried().contains(Attribute.ACTIVE)).isEqualTo(carried);
    }

    @Test
    void listAndGetMakeTheSameUser() throws Exception {
        UserView listed = view("""
                {"id":"a@example.com","avatar_path":"cdn.example.com/2.png","summaries":["weekly_summary"],
                 "login_status":"accepting chats","last_logout":"2022-08-23T14:31:21.000000Z"}""");
        UserView read = view("""
                {"id":"a@example.com","avatar":"https://cdn.example.com/2.png",
                 "email_subscriptions":["weekly_summary"],"login_status":"not_accepting_chats"}""");

        assertThat(Attribute.changed(listed.user(), read.user())).isEmpty();
        assertThat(read.user().extensions())
                .containsEntry("livechat:avatar_path", "\"https://cdn.example.com/2.png\"")
                .containsEntry("livechat:email_subscriptions", "[\"weekly_summary\"]");
    }

    @Test
    void availabilityIsPresenceInOneSpelling() throws Exception {
        assertThat(view("{\"id\":\"a@example.com\",\"login_status\":\"not accepting chats\",\"last_logout\":\"x\"}")
                        .user()
                        .presence())
                .containsEntry("livechat:login_status", "not_accepting_chats")
                .containsEntry("livechat:last_logout", "x");
    }

    @ParameterizedTest
    @CsvSource({"normal, agent", "agent, agent", "owner, owner", "viceowner, viceowner"})
    void rolesKeepTheSpecifiedWords(String vendors, String ours) throws Exception {
        assertThat(view("{\"id\":\"a@example.com\",\"role\":\"" + vendors + "\"}")
                        .user()
                        .roles())
                .containsExactly(new Ref(ours, null, "role", null));
    }

    @Test
    void attributesOfUnexpectedTypesAreKeptButNotCarried() throws Exception {
        UserView view = view("""
                {"id":"a@example.com","name":{"first":"A"},"groups":[{"priority":"first"}],"job_title":["x"],
                 "mobile":{"n":1},"role":{"id":1},"account_id":[]}""");

        assertThat(view.carried()).containsOnly(Attribute.EMAILS, Attribute.USER_NAME);
        assertThat(view.user().extensions())
                .containsEntry("livechat:name", "{\"first\":\"A\"}")
                .containsKeys("livechat:groups", "livechat:job_title", "livechat:mobile", "livechat:role");
    }

    @Test
    void anAbsurdlyLargeAgentIsRefusedByNameOfTheAttributeOnly() {
        String huge = "x".repeat(300_000);

        assertThatThrownBy(() -> view("{\"id\":\"a@example.com\",\"job_title\":\"" + huge + "\"}"))
                .isInstanceOf(UnreadableUserException.class)
                .hasMessageContaining("job_title")
                .hasMessageNotContaining("xxx")
                .hasMessageNotContaining("a@example.com");
    }

    private UserView view(String json) throws UnreadableUserException {
        return mapper.view(json(json), SENT_AT);
    }
}

package io.rollcall.vendor.olark;

import static io.rollcall.vendor.ScriptedHttp.SENT_AT;
import static io.rollcall.vendor.ScriptedHttp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.user.Attribute;
import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Catalogs;
import io.rollcall.vendor.RefCatalog;
import org.junit.jupiter.api.Test;

class OlarkMapperTest {
    private static final RefCatalog GROUPS = Catalogs.of("""
            [{"id":"grp1","name":"Sales","operator_ids":["abc123"]},{"id":"grp2","name":"Night","operator_ids":[]}]
            """, "operator_ids");

    @Test
    void theSpecifiedShapeBecomesAUser() throws Exception {
        UserView view = new OlarkMapper(GROUPS).listed(json("""
                                {"id":"abc123","username":"jdoe","email":"Agent@Example.com","nickname":"Agent",
                                 "available":true,"group_ids":["grp2"],"colour":{"b":1,"a":2}}"""), SENT_AT);

        assertThat(view.user().userName()).isEqualTo("jdoe");
        assertThat(view.user().displayName()).isEqualTo("Agent");
        assertThat(view.user().emails()).containsExactly(new Email("Agent@Example.com", "work", true));
        assertThat(view.user().groups()).containsExactly(new Ref("grp1", "Sales", "group", null));
        assertThat(view.user().presence()).containsOnlyKeys("olark:available");
        assertThat(view.user().extensions()).containsOnlyKeys("olark:colour").containsValue("{\"a\":2,\"b\":1}");
    }

    @Test
    void theAddressMayBeCalledAsInWebhooks() throws Exception {
        UserView view =
                new OlarkMapper(GROUPS).listed(json("{\"id\":\"1\",\"emailAddress\":\"a@example.com\"}"), SENT_AT);

        assertThat(view.user().emails()).containsExactly(new Email("a@example.com", "work", true));
        assertThat(view.user().extensions()).isEmpty();
    }

    @Test
    void whatOlarkCannotSayIsNeverCarried() throws Exception {
        UserView view = new OlarkMapper(Catalogs.absent()).listed(json("{\"id\":\"1\",\"active\":true}"), SENT_AT);

        assertThat(view.carried()).isEmpty();
        assertThat(view.user().active()).isNull();
        assertThat(view.user().lifecycleState()).isEqualTo(LifecycleState.UNKNOWN);
    }

    @Test
    void theSecondTruthAboutMembershipsCountsOnlyWhereThereIsNoFirst() throws Exception {
        var operator = json("{\"id\":\"abc123\",\"group_ids\":[\"grp2\"]}");

        assertThat(new OlarkMapper(GROUPS).read(operator, SENT_AT).carried()).isEmpty();
        assertThat(new OlarkMapper(Catalogs.unread()).read(operator, SENT_AT).carried())
                .isEmpty();
        assertThat(new OlarkMapper(Catalogs.absent())
                        .read(operator, SENT_AT)
                        .user()
                        .groups())
                .containsExactly(new Ref("grp2", null, "group", null));
    }

    @Test
    void absentIsNotNull() throws Exception {
        OlarkMapper mapper = new OlarkMapper(Catalogs.absent());

        assertThat(mapper.listed(json("{\"id\":\"1\",\"nickname\":null}"), SENT_AT)
                        .carried())
                .containsExactly(Attribute.DISPLAY_NAME);
        assertThat(mapper.listed(json("{\"id\":\"1\"}"), SENT_AT).carried()).isEmpty();
    }

    @Test
    void aPasswordGoesNowhere() throws Exception {
        UserView view = new OlarkMapper(GROUPS).listed(json("{\"id\":\"1\",\"password\":\"s3cr3t\"}"), SENT_AT);

        assertThat(view.toString()).doesNotContain("s3cr3t");
    }
}

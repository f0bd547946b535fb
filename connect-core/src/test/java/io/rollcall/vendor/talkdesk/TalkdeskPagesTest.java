package io.rollcall.vendor.talkdesk;

import static io.rollcall.vendor.ScriptedHttp.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.http.Request;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.PageRule.Progress;
import io.rollcall.vendor.PageRule.Turn;
import io.rollcall.vendor.VendorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TalkdeskPagesTest {
    private static final Progress FIRST_PAGE = new Progress(1, 100, 100, 100);

    private final TalkdeskPages users = (TalkdeskPages)
            new TalkdeskApi("https://api.talkdeskapp.com/users", "https://x/roles", "https://x/teams").listUsers();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.talkdeskapp.com/users?page%5Bnumber%5D=2&q=a%2Bb",
                "https://API.talkdeskapp.com:443/users?page[number]=2&q=a%2Bb",
                "/users?page%5Bnumber%5D=2&q=a%2Bb",
                "?page[number]=2&q=a%2Bb"
            })
    void aLinkToTheSamePlaceIsFollowedAsItStands(String href) {
        Turn.Next next = (Turn.Next) users.turn(json(linkTo(href)), FIRST_PAGE);

        assertThat(next.request().url())
                .isEqualToIgnoringCase(
                        href.contains(":443")
                                ? "https://api.talkdeskapp.com:443/users"
                                : "https://api.talkdeskapp.com/users");
        assertThat(next.request().query())
                .containsExactly(new Request.Param("page[number]", "2"), new Request.Param("q", "a+b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.talkdeskapp.com/users?page=2",
                "https://api.talkdeskapp.com:8443/users?page=2",
                "https://api.talkdeskapp.com.evil.example/users",
                "https://api.talkdeskapp.com@evil.example/users",
                "//evil.example/users",
                "https:evil",
                "file:///etc/passwd",
                "not a link"
            })
    void aLinkToAnywhereElseIsAMisconfiguration(String href) {
        assertThatThrownBy(() -> users.turn(json(linkTo(href)), FIRST_PAGE))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Misconfigured.class))
                .hasMessageContaining(TalkdeskVendor.PATH_USERS)
                .hasMessageNotContaining("evil");
    }

    @Test
    void withoutAnyWordAboutPagingOnlyAnEmptyPageIsTheEnd() {
        assertThat(users.turn(json("{\"users\":[{}]}"), new Progress(1, 1, 1, 1)))
                .isInstanceOf(Turn.Next.class);
        assertThat(users.turn(json("{\"users\":[]}"), new Progress(2, 0, 1, 1))).isEqualTo(Turn.LAST);
    }

    private static String linkTo(String href) {
        return "{\"_links\":{\"next\":{\"href\":\"" + href + "\"}}}";
    }
}

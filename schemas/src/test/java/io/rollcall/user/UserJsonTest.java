package io.rollcall.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserJsonTest {

    private static final User LEAST = new User(
            "7",
            null,
            null,
            null,
            null,
            LifecycleState.UNKNOWN,
            null,
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            Map.of(),
            Map.of());

    @Test
    void everyUserComesBackEqual() {
        for (long seed = 0; seed < 500; seed++) {
            User user = new RandomUsers(seed).user();

            assertThat(UserJson.read(UserJson.write(user))).as("seed %d", seed).isEqualTo(user);
        }
    }

    @Test
    void aTimeFinerThanAMillisecondIsKept() {
        String text =
                "{\"id\":\"7\",\"lifecycleState\":\"UNKNOWN\",\"lastModified\":\"2026-03-01T10:00:00.123456789Z\"}";

        User user = UserJson.read(text);

        assertThat(user.lastModified()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123456789Z"));
        assertThat(UserJson.write(user)).isEqualTo(text);
    }

    @Test
    void whatIsNullOrEmptyTakesNoSpace() {
        assertThat(UserJson.write(LEAST)).isEqualTo("{\"id\":\"7\",\"lifecycleState\":\"UNKNOWN\"}");
    }

    @Test
    void whatALaterVersionAddedIsIgnored() {
        String text = """
                {"id":"7","lifecycleState":"ON_LEAVE","nickName":"x","emails":[{"value":"a@b.test","primary":true,"verified":1}]}
                """;

        User user = UserJson.read(text);

        assertThat(user.lifecycleState()).isEqualTo(LifecycleState.UNKNOWN);
        assertThat(user.emails()).containsExactly(new Email("a@b.test", null, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret@example.test",
                "[\"secret@example.test\"]",
                "{\"id\":[\"secret@example.test\"]}",
                "{\"userName\":\"secret@example.test\"}",
                "{\"id\":\"7\",\"lifecycleState\":\"ACTIVE\",\"emails\":\"secret@example.test\"}",
                "{\"id\":\"7\",\"lifecycleState\":\"ACTIVE\",\"emails\":[\"secret@example.test\"]}",
                "{\"id\":\"7\",\"lifecycleState\":\"ACTIVE\",\"active\":\"secret@example.test\"}",
                "{\"id\":\"7\",\"lifecycleState\":\"ACTIVE\",\"created\":\"secret@example.test\"}",
                "{\"id\":\"7\",\"lifecycleState\":\"ACTIVE\",\"extensions\":[\"secret@example.test\"]}"
            })
    void aBrokenTextIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> UserJson.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("A stored user")
                .hasMessageNotContaining("secret");
    }
}

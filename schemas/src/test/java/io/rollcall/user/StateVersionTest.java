package io.rollcall.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateVersionTest {

    private static final UserKey KEY = new UserKey("livechat", "acme", "ada@example.test");

    private static final User ADA = UserJson.read("""
            {"id":"ada@example.test","userName":"ada@example.test","displayName":"Ada","active":true,
             "lifecycleState":"ACTIVE","title":"Lead",
             "emails":[{"value":"Ada@Example.test","type":"work","primary":true},{"value":"a@b.test","primary":false}],
             "groups":[{"value":"7","type":"group","display":"Sales","priority":"last"},{"value":"3","type":"group"}],
             "lastModified":"2026-03-01T10:00:00Z",
             "extensions":{"livechat:max_chats_count":"6"},
             "presence":{"livechat:routing_status":"\\"offline\\""}}
            """);

    @Test
    void theVersionIsTheDigestOfTheDocumentedText() throws Exception {
        String canonical = "{\"attributes\":{\"active\":true,\"displayName\":\"Ada\","
                + "\"emails\":[{\"primary\":false,\"value\":\"a@b.test\"},"
                + "{\"primary\":true,\"type\":\"work\",\"value\":\"ada@example.test\"}],"
                + "\"extensions\":{\"livechat:max_chats_count\":\"6\"},"
                + "\"groups\":[{\"priority\":\"last\",\"type\":\"group\",\"value\":\"7\"},"
                + "{\"type\":\"group\",\"value\":\"3\"}],"
                + "\"lifecycleState\":\"ACTIVE\",\"title\":\"Lead\",\"userName\":\"ada@example.test\"},"
                + "\"tenant\":\"acme\",\"userId\":\"ada@example.test\",\"vendor\":\"livechat\"}";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));

        assertThat(StateVersion.of(KEY, ADA))
                .isEqualTo("v1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }

    @ParameterizedTest
    @EnumSource
    void aChangeOfAnyAttributeChangesTheVersion(Attribute attribute) {
        ObjectNode json = UserJson.toJson(ADA);
        String path = attribute.path();
        // No default branch: a new attribute does not compile until it is covered here.
        switch (attribute) {
            case EXTERNAL_ID, USER_NAME, DISPLAY_NAME, TITLE, PREFERRED_LANGUAGE, TIMEZONE -> json.put(path, "other");
            case ACTIVE -> json.put(path, false);
            case LIFECYCLE_STATE -> json.put(path, "SUSPENDED");
            case EMAILS ->
                json.withArray(path).addObject().put("value", "c@d.test").put("primary", false);
            case PHONE_NUMBERS -> json.withArray(path).addObject().put("value", "+1");
            case ROLES, GROUPS ->
                json.withArray(path).addObject().put("value", "9").put("type", "role");
        }
        User changed = UserJson.fromJson(json);

        assertThat(Attribute.changed(ADA, changed)).containsExactly(path);
        assertThat(StateVersion.of(KEY, changed)).isNotEqualTo(StateVersion.of(KEY, ADA));
    }

    @Test
    void aChangeOfAnExtensionChangesTheVersion() {
        ObjectNode json = UserJson.toJson(ADA);
        json.withObject("/extensions").put("livechat:max_chats_count", "7");

        assertThat(StateVersion.of(KEY, UserJson.fromJson(json))).isNotEqualTo(StateVersion.of(KEY, ADA));
    }

    @Test
    void anotherKeyGivesAnotherVersionOfTheSameState() {
        assertThat(List.of(
                        StateVersion.of(KEY, ADA),
                        StateVersion.of(new UserKey("gladly", "acme", KEY.userId()), ADA),
                        StateVersion.of(new UserKey("livechat", "other", KEY.userId()), ADA),
                        StateVersion.of(new UserKey("livechat", "acme", "other"), ADA)))
                .doesNotHaveDuplicates();
    }

    @Test
    void orderCaseDisplayNamesTimesAndPresenceNeverChangeTheVersion() {
        for (long seed = 0; seed < 500; seed++) {
            User user = new RandomUsers(seed).user();
            User noisy = noisy(user, new Random(seed));

            assertThat(Attribute.changed(user, noisy)).as("seed %d", seed).isEmpty();
            assertThat(StateVersion.of(KEY, noisy)).as("seed %d", seed).isEqualTo(StateVersion.of(KEY, user));
        }
    }

    @Test
    void twoVersionsAreEqualExactlyWhenNothingThatCountsDiffers() {
        for (long seed = 0; seed < 500; seed++) {
            RandomUsers users = new RandomUsers(seed);
            User one = users.user();
            // One member of another user at a time: sometimes the same value, mostly not.
            ObjectNode other = UserJson.toJson(users.user());
            other.fieldNames().forEachRemaining(name -> {
                User mixed = UserJson.fromJson(UserJson.toJson(one).set(name, other.get(name)));
                assertThat(StateVersion.of(KEY, mixed).equals(StateVersion.of(KEY, one)))
                        .as("equal after another %s", name)
                        .isEqualTo(Attribute.changed(one, mixed).isEmpty());
            });
        }
    }

    private static User noisy(User user, Random random) {
        return new User(
                user.id(),
                user.externalId(),
                user.userName(),
                user.displayName(),
                user.active(),
                user.lifecycleState(),
                user.title(),
                user.preferredLanguage(),
                user.timezone(),
                shuffled(
                        user.emails().stream()
                                .map(email -> new Email(
                                        email.value().toUpperCase(Locale.ROOT), email.type(), email.primary()))
                                .toList(),
                        random),
                shuffled(user.phoneNumbers(), random),
                shuffled(
                        user.roles().stream()
                                .map(ref -> new Ref(ref.value(), "renamed", ref.type(), ref.priority()))
                                .toList(),
                        random),
                shuffled(user.groups(), random),
                Instant.EPOCH,
                Instant.EPOCH,
                user.extensions(),
                Map.of("livechat:routing_status", "\"offline\""));
    }

    private static <T> List<T> shuffled(List<T> values, Random random) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}

package io.rollcall.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserViewTest {

    @ParameterizedTest
    @EnumSource
    void onlyWhatAReadCarriedReplacesWhatIsKnownAlsoByNothing(Attribute carried) {
        for (long seed = 0; seed < 200; seed++) {
            RandomUsers users = new RandomUsers(seed);
            User known = users.user();
            User seen = users.user();

            User now = new UserView(seen, Set.of(carried), Instant.EPOCH).over(known);

            assertThat(carried.differs(now, seen)).as("seed %d", seed).isFalse();
            for (Attribute other : EnumSet.complementOf(EnumSet.of(carried))) {
                assertThat(other.differs(now, known))
                        .as("seed %d, %s", seed, other)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoViewsTogetherCarryWhatEitherDoesAndTheLaterWins(Attribute both) {
        for (long seed = 0; seed < 200; seed++) {
            RandomUsers users = new RandomUsers(seed);
            UserView earlier = new UserView(users.user(), EnumSet.allOf(Attribute.class), Instant.EPOCH);
            UserView later = new UserView(users.user(), Set.of(both), Instant.EPOCH.plusSeconds(1));

            UserView together = later.over(earlier);

            assertThat(together.carried()).isEqualTo(EnumSet.allOf(Attribute.class));
            assertThat(together.sentAt()).isEqualTo(later.sentAt());
            assertThat(together.user()).as("seed %d", seed).isEqualTo(later.over(earlier.user()));
            Map<String, String> extensions = new HashMap<>(earlier.user().extensions());
            extensions.putAll(later.user().extensions());
            assertThat(together.user().extensions()).isEqualTo(extensions);
        }
    }
}

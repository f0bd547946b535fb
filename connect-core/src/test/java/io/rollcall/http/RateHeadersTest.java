package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHeadersTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_772_366_400);

    @ParameterizedTest
    @CsvSource({
        "30,              30",
        "0.2,             1",
        "1772366460,      60",
        "1772366460000,   60",
        "1772366000,      0",
        "86400,           3600",
        "999999999999999, 3600"
    })
    void aResetIsReadInTheUnitThatItsMagnitudeTellsAndClamped(String value, long seconds) {
        assertThat(of(Map.of("X-RateLimit-Reset", value)).reset()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"soon", "-5", "1e3", "''", "99999999999999999999"})
    void whatIsNoNumberAndNoDateIsIgnored(String value) {
        RateHeaders headers = of(Map.of(
                "Retry-After",
                value,
                "RateLimit-Reset",
                value,
                "RateLimit-Remaining",
                value,
                "RateLimit-Limit",
                value));
        assertThat(headers).isEqualTo(new RateHeaders(null, null, null, null));
    }

    @Test
    void everyKnownSpellingOfWhatRemainsIsUnderstood() {
        for (String name : new String[] {
            "x-ratelimit-remaining", "X-RateLimit-Remaining", "RateLimit-Remaining", "Ratelimit-Remaining-Second"
        }) {
            assertThat(of(Map.of(name, "3")).remaining()).isEqualTo(3);
        }
    }

    @Test
    void everyKnownSpellingOfTheLimitIsUnderstood() {
        for (String name : new String[] {"x-ratelimit-limit", "RateLimit-Limit", "Ratelimit-Limit-Second"}) {
            assertThat(of(Map.of(name, "10")).limit()).isEqualTo(10);
        }
    }

    @Test
    void retryAfterWinsOverTheReset() {
        assertThat(of(Map.of("Retry-After", "5", "RateLimit-Reset", "50")).delay())
                .isEqualTo(Duration.ofSeconds(5));
    }

    private static RateHeaders of(Map<String, String> headers) {
        return RateHeaders.of(new Reply(429, headers, new byte[0], NOW), NOW);
    }
}

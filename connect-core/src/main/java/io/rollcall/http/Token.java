package io.rollcall.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * An access token in memory.
 *
 * @param header for the Authorization header
 * @param refreshAt when to get the next one, at four fifths of its life
 * @param expiresAt when it stops working
 * @param refreshToken the vendor's replacement for the refresh token; null when it gave none
 */
record Token(
        Password header,
        Instant refreshAt,
        Instant expiresAt,
        @Nullable Password refreshToken) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** Empty when the answer holds no token. The vendors' answers differ in everything else, so nothing else is needed. */
    static Optional<Token> of(JsonNode answer, Instant sentAt, Duration defaultLifetime) {
        // Taken as it is: LiveChat's region prefix (dal:, fra:) is part of the token.
        String token = answer.path("access_token").asText("").strip();
        if (token.isEmpty() || token.chars().anyMatch(letter -> letter <= ' ' || letter >= 0x7f)) {
            return Optional.empty();
        }
        long seconds = answer.path("expires_in").asLong(0); // A number in quotes counts too.
        Duration life = seconds <= 0 ? defaultLifetime : Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
        String refreshToken = answer.path("refresh_token").asText("");
        return Optional.of(new Token(
                new Password("Bearer " + token),
                sentAt.plus(life.multipliedBy(4).dividedBy(5)),
                sentAt.plus(life),
                refreshToken.isEmpty() ? null : new Password(refreshToken)));
    }

    Token refreshedAt(Instant later) {
        return new Token(header, later, expiresAt, refreshToken);
    }
}

package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.vendor.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTableTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Request COLLECTION = Request.list("list users", "https://acme.example/users", "acme.url");
    private static final Request ITEM = Request.item("read user", "https://acme.example/users/1", "acme.url");

    static Stream<Arguments> rows() {
        Failure unknownOutcome = new Failure.Transient(true, null);
        return Stream.of(
                // A code in the body is stronger than the status, in each vendor's shape.
                row(400, "{\"error\":{\"type\":\"too_many_requests\",\"message\":\"m\"}}", new Failure.Throttled(null)),
                row(200, "{\"error\":{\"type\":\"too_many_requests\"}}", new Failure.Throttled(null)),
                row(400, "{\"error\":{\"type\":\"request_timeout\"}}", unknownOutcome),
                row(400, "{\"error\":{\"type\":\"authentication\"}}", new Failure.Unauthorized()),
                row(401, "{\"error\":{\"type\":\"authorization\"}}", new Failure.Forbidden()),
                row(
                        400,
                        "{\"error\":{\"type\":\"misdirected_request\",\"data\":{\"region\":\"fra\"}}}",
                        new Failure.WrongRegion("fra")),
                row(400, "{\"error\":{\"type\":\"not_found\"}}", new Failure.Absent()),
                row(422, "{\"error\":{\"type\":\"already_exists\"}}", new Failure.Exists()),
                row(500, "{\"error\":{\"type\":\"validation\"}}", new Failure.Rejected()),
                row(403, "{\"error\":{\"type\":\"seats_limit_exceeded\"}}", new Failure.Capacity()),
                row(400, "{\"errors\":[{\"attr\":\"emailAddress\",\"code\":\"taken\"}]}", new Failure.Exists()),
                row(400, "{\"errors\":{\"code\":\"taken\"}}", new Failure.Exists()),
                row(400, "{\"status\":\"409\",\"scimType\":\"uniqueness\",\"detail\":\"d\"}", new Failure.Exists()),
                row(400, "{\"error\":\"invalid_client\"}", new Failure.Unauthorized()),
                row(503, "{\"error\":\"temporarily_unavailable\"}", new Failure.Throttled(null)),
                // Then the status.
                row(400, "{\"errors\":[{\"code\":\"blank\"}]}", new Failure.Rejected()),
                row(401, "", new Failure.Unauthorized()),
                row(402, "{\"message\":\"no seats\"}", new Failure.Capacity()),
                row(403, "no", new Failure.Forbidden()),
                row(404, "", new Failure.Absent()),
                row(404, "<html>Not Found</html>", new Failure.Misconfigured()),
                row(405, "", new Failure.Misconfigured()),
                row(408, "", unknownOutcome),
                row(409, "", new Failure.Exists()),
                row(410, "", new Failure.Absent()),
                row(422, "{\"code\":\"0001\",\"message\":\"m\"}", new Failure.Rejected()),
                row(429, "<html>slow down</html>", new Failure.Throttled(null)),
                row(500, "oops", unknownOutcome),
                row(599, "", unknownOutcome),
                row(302, "", new Failure.Misconfigured()),
                // And a 2xx that is none.
                row(200, " <html>login</html>", new Failure.Misconfigured()),
                row(200, "{\"data\":[", unknownOutcome),
                row(200, "[] trailing", unknownOutcome),
                row(200, "[".repeat(2000) + "]".repeat(2000), new Failure.Misconfigured()));
    }

    private static Arguments row(int status, String body, Failure failure) {
        return Arguments.of(status, body, failure);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anItemsAnswerBecomesTheFailureOfItsRow(int status, String body, Failure failure) {
        assertThat(failure(ITEM, reply(status, Map.of(), body))).isEqualTo(failure);
    }

    @Test
    void aMissingCollectionIsAWrongAddressAndNeverAnAbsence() {
        for (int status : new int[] {404, 405, 410}) {
            assertThat(failure(COLLECTION, reply(status, Map.of(), ""))).isEqualTo(new Failure.Misconfigured());
        }
        String body = "{\"error\":{\"type\":\"not_found\"}}";
        assertThat(failure(COLLECTION, reply(400, Map.of(), body))).isEqualTo(new Failure.Misconfigured());
    }

    @Test
    void whatTheVendorAsksToWaitIsHandedOn() {
        assertThat(failure(ITEM, reply(429, Map.of("retry-after", "7"), "")))
                .isEqualTo(new Failure.Throttled(Duration.ofSeconds(7)));
        assertThat(failure(ITEM, reply(503, Map.of("Retry-After", "Sun, 01 Mar 2026 12:01:30 GMT"), "")))
                .isEqualTo(new Failure.Transient(true, Duration.ofSeconds(90)));
        assertThat(failure(ITEM, reply(429, Map.of("X-RATELIMIT-RESET", "30"), "")))
                .isEqualTo(new Failure.Throttled(Duration.ofSeconds(30)));
    }

    @Test
    void anEmptyAnswerIsAMissingNodeAndAnyOtherSuccessItsJson() {
        assertThat(judge(ITEM, reply(204, Map.of(), " \n")))
                .isInstanceOfSatisfying(
                        Verdict.Good.class,
                        good -> assertThat(good.body().isMissingNode()).isTrue());
        assertThat(judge(ITEM, reply(200, Map.of(), "{\"n\":1.50,\"error\":null}")))
                .isInstanceOfSatisfying(
                        Verdict.Good.class, good -> assertThat(good.body()).hasToString("{\"n\":1.50,\"error\":null}"));
    }

    @Test
    void theVendorsWordsAreToldButNoSecretsOrPeopleInThem() {
        String body = "{\"error\":{\"type\":\"validation\",\"message\":\"apikey=CANARY1 for jane.doe@example.com, "
                + "Authorization: Bearer CANARY2, \\\"client_secret\\\": \\\"CANARY3\\\", Basic Q0FOQVJZNA==, "
                + "key dal:CANARY5abcdefghijklmnop9 seen; request 123e4567-e89b-12d3-a456-426614174000\"}}";
        Verdict.Bad bad = (Verdict.Bad) judge(ITEM, reply(400, Map.of(), body));
        assertThat(bad.what())
                .contains("validation", "400", "123e4567-e89b-12d3-a456-426614174000")
                .doesNotContain("CANARY", "Q0FOQVJZNA", "jane", "example.com");
    }

    @Test
    void theVendorsWordsAreOneShortLine() {
        Verdict.Bad bad = (Verdict.Bad) judge(ITEM, reply(400, Map.of(), "word\r\nINFO forged line\t".repeat(5_000)));
        assertThat(bad.what()).hasSizeLessThan(340).doesNotContain("\n", "\r", "\t");
    }

    private static Verdict judge(Request request, Reply reply) {
        return FailureTable.judge(request, reply, NOW);
    }

    private static Failure failure(Request request, Reply reply) {
        return ((Verdict.Bad) judge(request, reply)).failure();
    }

    private static Reply reply(int status, Map<String, String> headers, String body) {
        return new Reply(status, headers, body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}

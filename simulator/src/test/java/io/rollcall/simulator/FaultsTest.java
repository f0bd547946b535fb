package io.rollcall.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.Web.Reply;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FaultsTest {

    private static final String NEW_AGENT = "{\"emailAddress\":\"n@example.com\",\"name\":\"New\",\"role\":\"AGENT\"}";

    private static Simulator simulator;
    private static SimulatedVendor gladly;
    private static SimulatedAccount people;
    private static Web web;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
        gladly = simulator.gladly();
        people = gladly.primary();
        web = Web.open(simulator.gladlyUrl()).basic("gladly-primary-user", "gladly-primary-secret");
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
        people.seed(4);
    }

    @Test
    void aStatusStrikesTheNthMatchingRequestSoManyTimes() {
        gladly.inject(InjectedFault.status(503, "{\"oops\":1}")
                .onAction("list_users")
                .after(1)
                .repeated(2)
                .headers(Map.of("Retry-After", "7")));

        assertThat(web.get("/agents").status()).isEqualTo(200);
        assertThat(web.get("/teams").status()).isEqualTo(200);
        Reply struck = web.get("/agents");
        assertThat(struck.status()).isEqualTo(503);
        assertThat(struck.text()).isEqualTo("{\"oops\":1}");
        assertThat(struck.header("Retry-After")).isEqualTo("7");
        assertThat(web.get("/agents").status()).isEqualTo(503);
        assertThat(web.get("/agents").status()).isEqualTo(200);
    }

    @Test
    void aResetAfterTheWriteLeavesTheWriteInPlace() {
        gladly.inject(InjectedFault.of(Kind.RESET_AFTER_WRITE).onAction("create_user"));

        assertThatThrownBy(() -> web.post("/agents", NEW_AGENT)).isInstanceOf(UncheckedIOException.class);

        assertThat(people.users()).hasSize(5);
        assertThat(gladly.writes()).containsEntry("create_user", 1L);
        assertThat(simulator.journal().of(Vendor.GLADLY, "create_user"))
                .extracting(JournalEntry::status)
                .containsExactly(-1);
    }

    @Test
    void aPlainResetWritesNothing() {
        gladly.inject(InjectedFault.of(Kind.RESET).onPath("/agents"));

        assertThatThrownBy(() -> web.post("/agents", NEW_AGENT)).isInstanceOf(UncheckedIOException.class);
        assertThat(people.users()).hasSize(4);
    }

    @Test
    void aHangAnswersOnlyWhenReleased() throws Exception {
        gladly.inject(InjectedFault.of(Kind.HANG_AFTER_WRITE));

        CompletableFuture<Reply> reply = web.sendLater("POST", "/agents", NEW_AGENT);
        Awaitility.await().until(() -> people.users().size() == 5);

        assertThat(reply).isNotDone();
        assertThat(simulator.journal().of(Vendor.GLADLY))
                .extracting(JournalEntry::status)
                .containsExactly(0);
        assertThat(web.get("/agents").status()).isEqualTo(200);
        // Whoever sees the write may do so a moment before the request hangs.
        Awaitility.await().until(() -> {
            simulator.releaseHangs();
            return reply.isDone();
        });
        assertThat(reply.get(1, TimeUnit.SECONDS).status()).isEqualTo(201);
    }

    @Test
    void brokenBodiesComeWithStatus200() {
        gladly.inject(InjectedFault.of(Kind.TRUNCATED));
        gladly.inject(InjectedFault.of(Kind.HTML));

        Reply truncated = web.get("/agents");
        Reply html = web.get("/agents");

        assertThat(truncated.status()).isEqualTo(200);
        assertThatThrownBy(truncated::json).isInstanceOf(UncheckedIOException.class);
        assertThat(html.status()).isEqualTo(200);
        assertThat(html.header("Content-Type")).startsWith("text/html");
        assertThat(html.text()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void aRedirectPointsElsewhere() {
        gladly.inject(InjectedFault.of(Kind.REDIRECT));

        Reply reply = web.get("/agents");

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).doesNotContain("127.0.0.1");
    }

    @Test
    void listingsCanLieWhileSingleReadsDoNot() {
        gladly.inject(InjectedFault.of(Kind.EMPTY_LISTING).onAction("list_users"));
        gladly.inject(InjectedFault.of(Kind.SHORT_LISTING)
                .onAction("list_users")
                .dropping(Set.of("agt_00001"))
                .dropping(1)
                .repeated(-1));

        assertThat(web.get("/agents").at("/items")).isEmpty();
        for (int sweep = 0; sweep < 2; sweep++) {
            assertThat(Web.texts(web.get("/agents").at("/items"), "id")).containsExactly("agt_00002", "agt_00003");
        }
        assertThat(web.get("/agents/agt_00001").status()).isEqualTo(200);
        gladly.clearFaults();
        assertThat(web.get("/agents").at("/items")).hasSize(4);
    }

    @Test
    void aRepeatedCursorLeadsBackToTheSamePage() {
        gladly.set(Setting.PAGE_SIZE, 2);
        gladly.inject(InjectedFault.of(Kind.REPEATED_CURSOR).repeated(-1));

        String cursor = web.get("/agents").at("/nextCursor").asText();
        Reply again = web.get("/agents?cursor=" + cursor);

        assertThat(again.at("/nextCursor").asText()).isEqualTo(cursor);
        assertThat(Web.texts(again.at("/items"), "id")).containsExactly("agt_00001", "agt_00002");
    }

    @Test
    void aSlowBodyStillArrivesWhole() {
        gladly.inject(InjectedFault.of(Kind.SLOW_BODY).lasting(800));

        long began = System.nanoTime();
        assertThat(web.get("/agents").at("/items")).hasSize(4);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isGreaterThan(400);
    }
}

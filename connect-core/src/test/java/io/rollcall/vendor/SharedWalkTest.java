package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.Answer;
import io.rollcall.http.JsonHttp;
import io.rollcall.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedWalkTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int CALLERS = 20;

    private volatile Instant now = NOON;
    private final AtomicInteger readings = new AtomicInteger();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final SharedWalk walk = new SharedWalk(
            "vendor",
            () -> now,
            () -> new CursorPages(
                    Request.list("list things", "https://vendor.example/things", "path"),
                    (first, cursor) -> first.with("cursor", cursor),
                    "/items",
                    List.of("/next")));

    @Test
    void whatWasReadServesEverybodyWhoAsksForNothingNewer() {
        walk.items(this::numbered, NOON, 1);

        now = NOON.plusSeconds(5);

        assertThat(ids(walk.items(this::numbered, NOON, 1))).containsExactly("1");
        assertThat(ids(walk.items(this::numbered, NOON.minusSeconds(9), 1))).containsExactly("1");
        assertThat(ids(walk.items(this::numbered, NOON.plusSeconds(1), 1))).containsExactly("2");
        assertThat(readings).hasValue(2);
    }

    @Test
    void twoReadingsAreTakenTogetherAndSharedToo() {
        assertThat(ids(walk.items(this::numbered, NOON, 1))).containsExactly("1");
        assertThat(ids(walk.items(this::numbered, NOON, 2))).containsExactlyInAnyOrder("1", "2");
        now = NOON.plusSeconds(5);
        assertThat(ids(walk.items(this::numbered, NOON, 2))).containsExactlyInAnyOrder("1", "2");
        assertThat(ids(walk.items(this::numbered, NOON, 1))).containsExactly("2");
        assertThat(ids(walk.items(this::numbered, now, 2))).containsExactlyInAnyOrder("3", "4");
        assertThat(ids(walk.items(this::numbered, NOON, 2))).containsExactlyInAnyOrder("3", "4");
    }

    @Test
    void allWhoComeDuringAReadingThatIsTooOldForThemShareTheNextOne() throws Exception {
        FutureTask<List<JsonNode>> leader = inBackground(() -> walk.items(held(this::numbered), NOON, 1));
        reading.await();
        now = NOON.plusSeconds(5);
        List<FutureTask<List<JsonNode>>> others = Stream.generate(() -> now)
                .limit(CALLERS)
                .map(since -> inBackground(() -> walk.items(this::numbered, since, 1)))
                .toList();
        answer.countDown();

        assertThat(ids(leader.get())).containsExactly("1");
        for (FutureTask<List<JsonNode>> other : others) {
            assertThat(ids(other.get())).containsExactly("2");
        }
    }

    @Test
    void whoeverWaitedForAReadingThatFailsFailsWithItAndTheNextOneReadsAnew() throws Exception {
        VendorException failure = new VendorException(new Failure.Throttled(null), "vendor: busy", null);
        JsonHttp failing = request -> {
            readings.incrementAndGet();
            throw failure;
        };
        List<Thread> threads = new ArrayList<>();
        List<FutureTask<List<JsonNode>>> all = new ArrayList<>();
        all.add(inBackground(() -> walk.items(held(failing), NOON, 1), threads));
        reading.await();
        for (int i = 1; i < CALLERS; i++) {
            all.add(inBackground(() -> walk.items(failing, NOON, 1), threads));
        }
        while (!threads.stream().skip(1).allMatch(SharedWalkTest::isWaiting)) {
            Thread.onSpinWait();
        }
        answer.countDown();

        for (FutureTask<List<JsonNode>> each : all) {
            assertThatThrownBy(each::get)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Throttled.class));
        }
        assertThat(readings).hasValue(1);
        assertThat(ids(walk.items(this::numbered, NOON, 1))).containsExactly("2");
    }

    @Test
    void aReadingThatDoesNotComeToItsEndIsNoAnswer() {
        JsonHttp circling = request -> answer("{\"items\":[{\"id\":\"1\"}],\"next\":\"x\"}");

        assertThatThrownBy(() -> walk.items(circling, NOON, 1))
                .isInstanceOfSatisfying(
                        VendorException.class,
                        e -> assertThat(e.failure()).isEqualTo(new Failure.Transient(false, null)))
                .hasMessage("vendor: 'list things' did not show everything: repeated page");
        assertThat(ids(walk.items(this::numbered, NOON, 1))).containsExactly("1");
    }

    private static boolean isWaiting(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return thread.getState() == Thread.State.BLOCKED
                && stack.length > 0
                && stack[0].getClassName().equals(SharedWalk.class.getName());
    }

    /** Shows one item, which counts the readings. */
    private Answer numbered(Request request) {
        return answer("{\"items\":[{\"id\":\"" + readings.incrementAndGet() + "\"}]}");
    }

    private JsonHttp held(JsonHttp http) {
        return request -> {
            reading.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return http.send(request);
        };
    }

    private static Answer answer(String body) {
        return new Answer(200, ScriptedHttp.json(body), NOON);
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(item -> item.path("id").asText()).toList();
    }

    private interface Reading {
        List<JsonNode> read();
    }

    private static FutureTask<List<JsonNode>> inBackground(Reading reading) {
        return inBackground(reading, new ArrayList<>());
    }

    private static FutureTask<List<JsonNode>> inBackground(Reading reading, List<Thread> threads) {
        FutureTask<List<JsonNode>> task = new FutureTask<>(reading::read);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return task;
    }
}

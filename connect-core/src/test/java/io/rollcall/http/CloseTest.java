package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.budget.Allowance;
import io.rollcall.budget.Priority;
import io.rollcall.budget.RateBudget;
import io.rollcall.budget.RateLimit;
import io.rollcall.config.BudgetSettings;
import io.rollcall.config.HttpSettings;
import io.rollcall.config.SettingGroup;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A close or an interrupt ends whatever is being waited for, within a second and as what it is. */
@Timeout(10)
class CloseTest {
    private static final String BUSY = RawServer.answer("503 Busy", "", "Retry-After: 200");

    private final Setup setup = new Setup();

    @Test
    void waitingForASilentVendorEndsOnClose() throws Exception {
        try (RawServer server = new RawServer(n -> RawServer.SILENCE)) {
            Http http = setup.openReal(new CountingBudget());
            CompletableFuture<Failure> outcome = failureOf(http.anonymous(), server);
            server.asked.await();
            http.close();
            assertThat(outcome.get(1, TimeUnit.SECONDS)).isEqualTo(new Failure.Closed());
        }
    }

    @Test
    void aRetryPauseEndsOnClose() throws Exception {
        try (RawServer server = new RawServer(n -> BUSY)) {
            CompletableFuture<Void> pausing = new CompletableFuture<>();
            Http http = setup.openReal(new CountingBudget(), new HttpMetrics() {
                @Override
                public void retried(String request, Duration pause) {
                    pausing.complete(null);
                }
            });
            CompletableFuture<Failure> outcome = failureOf(http.anonymous(), server);
            pausing.get();
            http.close();
            assertThat(outcome.get(1, TimeUnit.SECONDS)).isEqualTo(new Failure.Closed());
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void waitingForAPermitEndsOnClose() throws Exception {
        try (RawServer server = new RawServer(n -> BUSY)) {
            RateBudget budget = oneAnHour();
            budget.acquire(Priority.SWEEP).orElseThrow().close();
            Http http = setup.openReal(budget);
            CompletableFuture<Failure> outcome = failureOf(http.anonymous(), server);
            http.close();
            assertThat(outcome.get(1, TimeUnit.SECONDS)).isEqualTo(new Failure.Closed());
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void waitingForSomebodyElsesTokenEndsOnClose() throws Exception {
        try (RawServer server = new RawServer(n -> RawServer.SILENCE)) {
            OAuthClient client = OAuthCredentialsTest.client(server.url("/token"));
            Http fetching = setup.openReal(new CountingBudget());
            Http waiting = setup.openReal(new CountingBudget());
            CompletableFuture<Failure> first = failureOf(fetching.as(new OAuthCredentials(client, fetching)), server);
            server.asked.await();
            CompletableFuture<Failure> second = failureOf(waiting.as(new OAuthCredentials(client, waiting)), server);
            waiting.close();
            assertThat(second.get(1, TimeUnit.SECONDS)).isEqualTo(new Failure.Closed());
            fetching.close();
            assertThat(first.get(1, TimeUnit.SECONDS)).isEqualTo(new Failure.Closed());
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void nothingIsSentOnceClosed() throws Exception {
        try (RawServer server = new RawServer(n -> BUSY)) {
            Http http = setup.openReal(new CountingBudget());
            JsonHttp kept = http.as(new BasicCredentials("u", new Password("p"), "acme.user"));
            http.close();
            http.close();
            assertThat(failureOf(kept, server).get(1, TimeUnit.SECONDS)).isEqualTo(new Failure.Closed());
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void anInterruptEndsTheCallAndStaysVisible() throws Exception {
        try (RawServer server = new RawServer(n -> RawServer.SILENCE);
                Http http = setup.openReal(new CountingBudget())) {
            CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                Failure failure = send(http.anonymous(), server);
                stillInterrupted.complete(failure instanceof Failure.Closed
                        && Thread.currentThread().isInterrupted());
            });
            caller.start();
            server.asked.await();
            caller.interrupt();
            assertThat(stillInterrupted.get(1, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static CompletableFuture<Failure> failureOf(JsonHttp http, RawServer server) {
        CompletableFuture<Failure> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> failure.complete(send(http, server)));
        thread.setDaemon(true);
        thread.start();
        return failure;
    }

    private static Failure send(JsonHttp http, RawServer server) {
        try {
            http.send(Request.list("list users", server.url("/users"), HttpSettings.PROXY_URL));
            throw new AssertionError("was answered");
        } catch (VendorException e) {
            return e.failure();
        }
    }

    private static RateBudget oneAnHour() {
        Map<String, String> settings = Map.of(
                BudgetSettings.LICENCE, UUID.randomUUID().toString(),
                BudgetSettings.REQUESTS, "1",
                BudgetSettings.WINDOW, "3600000");
        ConfigDef definition = new ConfigDef();
        BudgetSettings.define(
                new SettingGroup(definition, "Budget"), new Allowance(new RateLimit(1, Duration.ofHours(1)), true));
        return BudgetSettings.parse(new AbstractConfig(definition, settings, false), "acme", null)
                .join("acme", "close");
    }
}

package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rollcall.budget.BudgetView;
import io.rollcall.budget.Feedback;
import io.rollcall.budget.Permit;
import io.rollcall.budget.Priority;
import io.rollcall.budget.RateBudget;
import io.rollcall.config.HttpSettings;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of a permit says whether the vendor may have counted it: that has to be true whatever happens. */
class PermitTest {
    private static final String OK = RawServer.answer("200 OK", "{}");

    private final Setup setup = new Setup().with(HttpSettings.MAX_ATTEMPTS, 1);
    private final Ledger budget = new Ledger();

    @Test
    void aPermitThatRanOutBeforeTheFirstByteIsGivenBackAndAnotherIsTaken() throws Exception {
        budget.stale = 2;
        try (RawServer server = new RawServer(n -> OK);
                Http http = setup.openReal(budget)) {
            http.anonymous().send(Request.list("list users", server.url("/users"), "acme.url"));

            assertThat(server.requests).hasSize(1);
            assertThat(budget.said).containsExactly("cancelled", "cancelled", "completed");
        }
    }

    @Test
    void withPermitsThatAlwaysRunOutNothingIsSentAndTheRequestFails() throws Exception {
        budget.stale = Integer.MAX_VALUE;
        try (RawServer server = new RawServer(n -> OK);
                Http http = setup.openReal(budget)) {
            assertThat(failure(http, server.url("/users"))).isEqualTo(new Failure.Transient(false, null));
            assertThat(server.requests).isEmpty();
            assertThat(budget.said).isNotEmpty().containsOnly("cancelled");
        }
    }

    @Test
    void aRequestThatFoundNobodyToConnectToGivesItsPermitBack() throws Exception {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = closed.getLocalPort();
        }
        try (Http http = setup.openReal(budget)) {
            assertThat(failure(http, "http://127.0.0.1:" + nobody + "/users"))
                    .isEqualTo(new Failure.Transient(false, null));
            assertThat(budget.said).containsExactly("cancelled");
        }
    }

    @Test
    void aRequestThatIsBrokenOffOnceItHasLeftKeepsItsPermit() throws Exception {
        try (RawServer server = new RawServer(n -> RawServer.SILENCE)) {
            Http http = setup.openReal(budget);
            CompletableFuture<Failure> outcome =
                    CompletableFuture.supplyAsync(() -> failure(http, server.url("/users")));
            server.asked.await();
            http.close();

            assertThat(outcome.get()).isEqualTo(new Failure.Closed());
            assertThat(budget.said).containsExactly("closed");
        }
    }

    @Test
    void aRequestThatIsNotWantedAnyMoreGivesItsPermitBack() throws Exception {
        try (RawServer server = new RawServer(n -> OK);
                Http http = setup.openReal(budget)) {
            Request unwanted =
                    Request.list("list users", server.url("/users"), "acme.url").at(new Turn(null, () -> false));
            VendorException withheld = catchThrowableOfType(
                    VendorException.class, () -> http.anonymous().send(unwanted));

            assertThat(withheld.failure()).isEqualTo(new Failure.Withheld());
            assertThat(server.requests).isEmpty();
            assertThat(budget.said).containsExactly("cancelled");
        }
    }

    private static Failure failure(Http http, String url) {
        return catchThrowableOfType(
                        VendorException.class, () -> http.anonymous().send(Request.list("list users", url, "acme.url")))
                .failure();
    }

    /** Gives permits of which the first ones run out at once, and keeps the first thing it is told of each. */
    private static final class Ledger implements RateBudget {
        final List<String> said = Collections.synchronizedList(new ArrayList<>());
        int stale;

        @Override
        public Optional<Permit> acquire(Priority priority) {
            boolean usable = stale-- <= 0;
            return Optional.of(new Permit() {
                private boolean told;

                @Override
                public boolean usable() {
                    return usable && !told;
                }

                @Override
                public void complete(Feedback feedback) {
                    tell("completed");
                }

                @Override
                public void cancel() {
                    tell("cancelled");
                }

                @Override
                public void close() {
                    tell("closed");
                }

                private void tell(String what) {
                    if (!told) {
                        told = true;
                        said.add(what);
                    }
                }
            });
        }

        @Override
        public BudgetView view() {
            return BudgetView.NONE;
        }

        @Override
        public void close() {}
    }
}

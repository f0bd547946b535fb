package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Simulator;
import io.rollcall.user.Op;
import io.rollcall.user.UserChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a vendor does, nobody who is still there is ever published as deleted; and afterwards the truth is published. */
class NeverDeletesTest {
    private static final int USERS = 12;

    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    static Stream<Arguments> passing() {
        return faults(true);
    }

    static Stream<Arguments> fatal() {
        return faults(false);
    }

    private static Stream<Arguments> faults(boolean passing) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.passing == passing)
                .flatMap(fault -> Arrays.stream(Tenant.values()).map(tenant -> Arguments.of(fault, tenant)));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aFaultThatPassesDeletesNobodyAndTheTruthFollows(Fault fault, Tenant tenant) {
        try (Worker worker = watching(tenant)) {
            List<String> known = List.copyOf(tenant.truth(simulator).keySet());

            fault.begin(tenant, simulator);
            tenant.rename(simulator, known.get(0), "Renamed meanwhile");
            tenant.hire(simulator, "meanwhile@example.com");
            worker.sweep();
            worker.sweep();
            assertThat(fault == Fault.VENDOR_THROTTLES || wasNoticed(worker)).isTrue();
            fault.end(tenant, simulator);

            publishesTheTruth(worker, tenant);
            assertThat(worker.changes()).extracting(UserChange::op).doesNotContain(Op.DELETE);
            publishesARealDeparture(worker, tenant);
        }
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void aFaultThatNeedsAnOperatorNamesTheSettingAndAfterARestartTheTruthFollows(Fault fault, Tenant tenant) {
        try (Worker worker = watching(tenant)) {
            fault.begin(tenant, simulator);

            assertThatThrownBy(worker::sweep)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(settingToBlame(fault, tenant));

            fault.end(tenant, simulator);
            tenant.hire(simulator, "meanwhile@example.com");
            worker.restart();
            publishesTheTruth(worker, tenant);
            assertThat(worker.changes()).extracting(UserChange::op).doesNotContain(Op.DELETE);
            publishesARealDeparture(worker, tenant);
        }
    }

    @ParameterizedTest
    @EnumSource
    void credentialsThatOpenAnotherAccountAfterTheListingConfirmNoDeparture(Tenant tenant) {
        try (Worker worker = watching(tenant)) {
            String hidden = tenant.truth(simulator).keySet().iterator().next();
            int lastPage = tenant == Tenant.OLARK ? 4 : 3;
            tenant.at(simulator)
                    .inject(InjectedFault.of(Kind.SHORT_LISTING)
                            .dropping(Set.of(hidden))
                            .onAction(tenant.list())
                            .repeated(lastPage));
            tenant.at(simulator).afterPage(lastPage, () -> Fault.swapAccounts(tenant, simulator));
            simulator.journal().clear();

            worker.sweep();

            assertThat(simulator.journal().of(tenant.simulated, tenant.get()))
                    .as("the hidden user was looked for, with credentials of another account")
                    .anySatisfy(read -> assertThat(read.account()).isEqualTo("second"));
            Fault.swapAccounts(tenant, simulator);
            publishesTheTruth(worker, tenant);
            assertThat(worker.changes()).extracting(UserChange::op).doesNotContain(Op.DELETE);
            publishesARealDeparture(worker, tenant);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aVendorThatFindsNobodyByIdConfirmsNoDeparture(Tenant tenant) {
        try (Worker worker = watching(tenant)) {
            String hidden = tenant.truth(simulator).keySet().iterator().next();
            tenant.at(simulator)
                    .inject(InjectedFault.of(Kind.SHORT_LISTING)
                            .dropping(Set.of(hidden))
                            .onAction(tenant.list())
                            .repeated(-1));
            tenant.at(simulator)
                    .inject(InjectedFault.status(404, "{\"error\":\"not found\"}")
                            .onAction(tenant.get())
                            .repeated(-1));

            worker.sweep();
            worker.sweep();

            assertThat(worker.changes()).extracting(UserChange::op).doesNotContain(Op.DELETE);
            tenant.at(simulator).clearFaults();
            publishesARealDeparture(worker, tenant);
        }
    }

    static Stream<Arguments> failingReads() {
        Map<String, InjectedFault> faults = Map.of(
                "500", InjectedFault.status(500, "{}"),
                "truncated", InjectedFault.of(Kind.TRUNCATED),
                "reset", InjectedFault.of(Kind.RESET),
                "rejected", InjectedFault.status(400, "{}"));
        return faults.entrySet().stream()
                .flatMap(fault -> Arrays.stream(Tenant.values())
                        .map(tenant -> Arguments.of(fault.getKey(), tenant, fault.getValue())));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("failingReads")
    void aDepartureWaitsUntilThePointReadCanBeHad(String name, Tenant tenant, InjectedFault fault) {
        try (Worker worker = watching(tenant)) {
            String leaver = tenant.truth(simulator).keySet().iterator().next();
            tenant.at(simulator).inject(fault.onAction(tenant.get()).repeated(-1));
            tenant.at(simulator).primary().delete(leaver);

            worker.sweep();
            worker.sweep();
            assertThat(worker.changes()).extracting(UserChange::op).doesNotContain(Op.DELETE);

            tenant.at(simulator).clearFaults();
            publishesTheTruth(worker, tenant);
            assertThat(deleted(worker)).containsExactly(leaver);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWebPageThatSays404IsNoWordAboutAUser(Tenant tenant) {
        try (Worker worker = watching(tenant)) {
            String hidden = tenant.truth(simulator).keySet().iterator().next();
            tenant.at(simulator)
                    .inject(InjectedFault.of(Kind.SHORT_LISTING)
                            .dropping(Set.of(hidden))
                            .onAction(tenant.list())
                            .repeated(-1));
            tenant.at(simulator)
                    .inject(InjectedFault.status(404, "<!DOCTYPE html><html><body>Not found</body></html>")
                            .onAction(tenant.get())
                            .repeated(-1));

            assertThatThrownBy(worker::sweep)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(".path.");
            assertThat(deleted(worker)).isEmpty();
        }
    }

    /** A task that has published everybody, of a vendor that pages by four. */
    private static Worker watching(Tenant tenant) {
        tenant.seed(simulator, USERS).set(Setting.PAGE_SIZE, 4);
        Worker worker = new Worker(tenant, tenant.settings(simulator))
                .with("retry.max.attempts", 1)
                .start();
        worker.sweep();
        assertThat(worker.names()).isEqualTo(tenant.truth(simulator));
        return worker;
    }

    private static void publishesTheTruth(Worker worker, Tenant tenant) {
        worker.pollUntil(() -> worker.names().equals(tenant.truth(simulator)), "the truth");
    }

    /** Without this, a task that publishes nothing any more would look safe. */
    private static void publishesARealDeparture(Worker worker, Tenant tenant) {
        worker.sweep();
        String leaver = new ArrayList<>(tenant.truth(simulator).keySet()).get(5);
        tenant.at(simulator).primary().delete(leaver);
        worker.pass(Duration.ofMinutes(3));
        publishesTheTruth(worker, tenant);
        assertThat(deleted(worker)).containsExactly(leaver);
    }

    /** Throttling need not be: where the vendor says what is left, the task waits. */
    private static boolean wasNoticed(Worker worker) {
        return worker.metrics.keySet().stream()
                        .filter(name -> name.startsWith("sweeps-incomplete-"))
                        .anyMatch(name -> !Long.valueOf(0).equals(worker.metric(name)))
                || !Long.valueOf(0).equals(worker.metric("rescued-total"));
    }

    private static List<String> deleted(Worker worker) {
        return worker.changes().stream()
                .filter(change -> change.op() == Op.DELETE)
                .map(change -> change.key().userId())
                .toList();
    }

    private static String settingToBlame(Fault fault, Tenant tenant) {
        boolean credentials = fault == Fault.CREDENTIALS_ARE_REVOKED || fault == Fault.RIGHTS_ARE_TAKEN;
        return switch (tenant) {
            case OLARK -> credentials ? "olark.api.key" : "olark.path.operators";
            case LIVECHAT -> credentials ? "livechat.client.secret" : "livechat.path.list.agents";
            case GLADLY_THIN, GLADLY_FULL -> credentials ? "gladly.secret" : "gladly.path.agents";
            case TALKDESK_THIN, TALKDESK_FULL -> credentials ? "talkdesk.client.secret" : "talkdesk.path.users";
            case TALKDESK_SCIM -> credentials ? "talkdesk.scim.token" : "talkdesk.path.scim.users";
        };
    }
}

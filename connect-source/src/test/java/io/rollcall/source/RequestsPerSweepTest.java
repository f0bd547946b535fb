package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.plugin.LiveCheck;
import io.rollcall.plugin.ReferencePage;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Simulator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sweep costs what the vendor's paging costs, and no request for any single user that was not promised. */
class RequestsPerSweepTest {
    private static final int USERS = 230;
    private static final int PERCENT = 10;

    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource
    void aQuietSweepReadsThePagesAndNothingElse(Tenant tenant) {
        tenant.seed(simulator, USERS);
        try (Worker worker = worker(tenant).start()) {
            worker.sweep();
            simulator.journal().clear();

            assertThat(worker.sweep()).isEmpty();

            assertThat(requests(tenant)).isEqualTo(expected(tenant, false, tenant.isThin() ? share(USERS) : 0));
            assertThat(pageParameters(tenant)).isEqualTo(largestPages(tenant));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstSweepAlsoReadsTheNamesAndCompletesEverybodyWhoIsShownThinly(Tenant tenant) {
        tenant.seed(simulator, USERS);
        simulator.journal().clear();
        try (Worker worker = worker(tenant).start()) {
            assertThat(worker.sweep()).hasSize(USERS);

            Map<String, Integer> expected = expected(tenant, true, tenant.isThin() ? USERS : 0);
            assertThat(requests(tenant)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void newAndChangedUsersAreCompletedBesidesTheShareOfTheRest(Tenant tenant) {
        tenant.seed(simulator, USERS);
        try (Worker worker = worker(tenant).start()) {
            worker.sweep();
            List<String> known = List.copyOf(tenant.truth(simulator).keySet());
            tenant.rename(simulator, known.get(0), "Changed one");
            tenant.rename(simulator, known.get(1), "Changed two");
            String hired = tenant.hire(simulator, "hired@example.com");
            simulator.journal().clear();

            assertThat(worker.sweep())
                    .extracting(change -> change.key().userId())
                    .containsExactlyInAnyOrder(known.get(0), known.get(1), hired);

            int reads = tenant.isThin() ? 3 + share(USERS - 2) : 0;
            assertThat(requests(tenant)).isEqualTo(expected(tenant, false, reads));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GLADLY_THIN", "TALKDESK_THIN"})
    void theShareGoesRoundUntilEverybodyWasCompletedOnce(Tenant tenant) {
        tenant.seed(simulator, USERS);
        try (Worker worker = worker(tenant).start()) {
            worker.sweep();
            simulator.journal().clear();

            for (int sweep = 0; sweep < 100 / PERCENT; sweep++) {
                worker.sweep();
            }

            assertThat(simulator.journal().of(tenant.simulated, tenant.get()).stream()
                            .map(JournalEntry::path)
                            .distinct())
                    .hasSize(USERS);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GLADLY_THIN", "TALKDESK_THIN"})
    void aShareOfZeroReadsNobodyAgain(Tenant tenant) {
        tenant.seed(simulator, USERS);
        try (Worker worker =
                worker(tenant).with(SourceSettings.HYDRATION_PERCENT, 0).start()) {
            worker.sweep();
            simulator.journal().clear();

            worker.sweep();

            assertThat(requests(tenant)).isEqualTo(expected(tenant, false, 0));
        }
    }

    /**
     * The page of what sweeps cost says what is proved above. After a change that is meant, write it anew with
     * {@code mvn test -pl connect-source -am -Dtest=RequestsPerSweepTest -Dreference.write -Dsurefire.failIfNoSpecifiedTests=false}.
     */
    @Test
    void thePageOfCostsSaysWhatIsProved() throws IOException {
        ReferencePage page = new ReferencePage("""
                # What a sweep costs

                Made from the test that proves it, do not edit. Requests to the vendor for listing 230 users, with
                `hydration.percent=10`. *Thin* is a list that leaves out attributes, so that users are read one by one: all of them in the
                first sweep, then new and changed ones and the share. Names of roles and groups are read again after `names.cache.ttl.ms`,
                tokens when they run out. A user who is missing costs a point read, and a delete another look later.

                | vendor | first sweep | a quiet sweep |
                |---|---|---|
                """);
        for (Tenant tenant : Tenant.values()) {
            page.row(List.of(
                    tenant.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    cell(expected(tenant, true, tenant.isThin() ? USERS : 0)),
                    cell(expected(tenant, false, tenant.isThin() ? share(USERS) : 0))));
        }
        page.compare("source-costs.md");
    }

    private static String cell(Map<String, Integer> requests) {
        int total = requests.values().stream().mapToInt(Integer::intValue).sum();
        return requests.entrySet().stream()
                .map(entry -> entry.getValue() + " `" + entry.getKey() + "`")
                .collect(Collectors.joining(", ", total + ": ", ""));
    }

    private static Worker worker(Tenant tenant) {
        return new Worker(tenant, tenant.settings(simulator))
                .with(SourceSettings.HYDRATION_PERCENT, PERCENT)
                .with(LiveCheck.SETTING, false);
    }

    private static int share(int rest) {
        return (int) Math.ceil(rest * PERCENT / 100.0);
    }

    /** Requests by action, in the simulator's words. */
    private static Map<String, Integer> requests(Tenant tenant) {
        Map<String, Integer> requests = new TreeMap<>();
        simulator.journal().of(tenant.simulated).forEach(entry -> requests.merge(entry.action(), 1, Integer::sum));
        return requests;
    }

    private static Map<String, Integer> expected(Tenant tenant, boolean first, int pointReads) {
        Map<String, Integer> expected = new TreeMap<>();
        expected.put(tenant.list(), pages(tenant));
        boolean readsNames = first || tenant == Tenant.OLARK;
        if (readsNames) {
            tenant.catalogs.forEach(action -> expected.put(action, 1));
        }
        if (first && tenant.usesTokens()) {
            expected.put("token", 1);
        }
        if (pointReads > 0) {
            expected.put(tenant.get(), pointReads);
        }
        return expected;
    }

    /** 230 users: LiveChat gives 1,000 at once, the others 100 a page; Olark's last page is an empty one. */
    private static int pages(Tenant tenant) {
        return switch (tenant) {
            case LIVECHAT -> 1;
            case OLARK -> 4;
            default -> 3;
        };
    }

    private static List<String> pageParameters(Tenant tenant) {
        return simulator.journal().of(tenant.simulated, tenant.list()).stream()
                .map(entry -> Stream.of("page", "limit", "page[number]", "page[size]", "startIndex", "count")
                        .filter(entry.query()::containsKey)
                        .map(name -> name + "=" + entry.query().get(name))
                        .reduce((one, other) -> one + "&" + other)
                        .orElse(""))
                .toList();
    }

    private static List<String> largestPages(Tenant tenant) {
        return switch (tenant) {
            case OLARK -> List.of("page=1", "page=2", "page=3", "page=4");
            case LIVECHAT -> List.of("");
            case GLADLY_THIN, GLADLY_FULL -> List.of("limit=100", "limit=100", "limit=100");
            case TALKDESK_THIN, TALKDESK_FULL ->
                List.of(
                        "page[number]=1&page[size]=100",
                        "page[number]=2&page[size]=100",
                        "page[number]=3&page[size]=100");
            case TALKDESK_SCIM ->
                List.of("startIndex=1&count=100", "startIndex=101&count=100", "startIndex=201&count=100");
        };
    }
}

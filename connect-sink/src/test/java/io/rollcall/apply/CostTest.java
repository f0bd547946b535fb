package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Status;
import io.rollcall.plugin.ReferencePage;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Simulator;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each command costs in requests, once names and tokens are known. */
class CostTest {
    private static final Simulator SIMULATOR = Simulator.start();

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    /** A command of somebody who is there, who is known by id, and what is asked of the vendor for it. */
    private record Price(Desk desk, String what, Function<String, Ask> command, String... requests) {}

    @TestFactory
    Stream<DynamicTest> aCommandCostsNoMoreThanIsPromised() {
        return prices().map(price -> DynamicTest.dynamicTest(price.what() + " at " + price.desk(), () -> {
            assertThat(asked(price.desk(), price.command())).containsExactly(price.requests());
        }));
    }

    /**
     * The page of what commands cost says what is proved above. After a change that is meant, write it anew with
     * {@code mvn test -pl connect-sink -am -Dtest=CostTest -Dreference.write -Dsurefire.failIfNoSpecifiedTests=false}.
     */
    @Test
    void thePageOfCostsSaysWhatIsProved() throws IOException {
        ReferencePage page = new ReferencePage("""
                # What a command costs

                Made from the test that proves it, do not edit. Requests to the vendor for one command of somebody whose id is known,
                when the names of groups and a token are at hand. `list_users` at Olark reads all pages, and serves everybody
                who is created at the same time. An invitation at LiveChat costs `create_user`, `update_user` once it is approved, and a
                share of one `list_users` every `approval.interval.ms` for all who wait. What is so already costs one look at most.
                With `olark.deactivate`, `livechat.deactivate` and `talkdesk.allow.delete` set, without which those are refused.

                | command | Olark | LiveChat | Gladly | Talkdesk REST | Talkdesk SCIM |
                |---|---|---|---|---|---|
                """);
        Map<String, Map<Desk, Price>> rows = new LinkedHashMap<>();
        prices().forEach(price -> rows.computeIfAbsent(price.what(), what -> new EnumMap<>(Desk.class))
                .put(price.desk(), price));
        rows.forEach((what, byDesk) ->
                page.row(Stream.concat(Stream.of(what), Stream.of(Desk.values()).map(desk -> cell(byDesk.get(desk))))
                        .toList()));
        page.compare("sink-costs.md");
    }

    private static String cell(Price price) {
        return price == null ? "" : price.requests().length + ": `" + String.join("`, `", price.requests()) + "`";
    }

    private static Stream<Price> prices() {
        return Stream.of(
                        creations(),
                        adoptions(),
                        each(
                                "attributes",
                                id -> Ask.to("UPDATE", "ann").byId(id).named("New Name"),
                                List.of(
                                        List.of("get_user", "update_user"),
                                        List.of("update_user"),
                                        List.of("update_user"),
                                        List.of("update_user"),
                                        List.of("scim_update_user"))),
                        memberships("ADD", "Day", "add_member"),
                        memberships("REMOVE", "Night", "remove_member"),
                        each(
                                "deactivation",
                                id -> Ask.to("DEACTIVATE", "ann").byId(id),
                                List.of(
                                        List.of("get_user", "update_user"),
                                        List.of("get_user", "suspend_user"),
                                        List.of("get_user", "update_user"),
                                        List.of("get_user", "update_user"),
                                        List.of("scim_get_user", "scim_update_user"))),
                        each(
                                "deletion",
                                id -> Ask.to("DELETE", "ann").byId(id).hard(),
                                List.of(
                                        List.of("get_user", "update_user", "delete_user"),
                                        List.of("get_user", "delete_user"),
                                        List.of("get_user"),
                                        List.of("get_user", "delete_user"),
                                        List.of("scim_get_user", "scim_delete_user"))))
                .flatMap(stream -> stream)
                .filter(price -> price.desk() != Desk.GLADLY || !price.what().equals("deletion"));
    }

    private static Stream<Price> creations() {
        return Stream.of(
                creation(Desk.OLARK, "list_users", "create_user", "get_user"),
                creation(Desk.GLADLY, "create_user"),
                creation(Desk.TALKDESK, "create_user"),
                creation(Desk.SCIM, "scim_create_user", "scim_get_user"));
    }

    private static Price creation(Desk desk, String... requests) {
        return new Price(
                desk, "creation", id -> Ask.create(desk, "new").member(desk.group, "ADD", "Night", "Day"), requests);
    }

    private static Stream<Price> adoptions() {
        return Stream.of(
                adoption(Desk.OLARK, "list_users", "get_user", "update_user"),
                adoption(Desk.LIVECHAT, "create_user", "get_user", "update_user"),
                adoption(Desk.GLADLY, "create_user", "list_users", "update_user"),
                // Its list does not show the role, which a new user has to have.
                adoption(Desk.TALKDESK, "create_user", "list_users", "get_user", "update_user"),
                adoption(Desk.SCIM, "scim_create_user", "scim_list_users", "scim_update_user"));
    }

    private static Price adoption(Desk desk, String... requests) {
        return new Price(
                desk,
                "creation of somebody who exists",
                id -> Ask.create(desk, "ann").named("New Name"),
                requests);
    }

    /** A full set from a fresh read, or a request that is about one membership only. */
    private static Stream<Price> memberships(String action, String group, String olark) {
        return Stream.of(Desk.values())
                .map(desk -> new Price(
                        desk,
                        action + " of a membership",
                        id -> Ask.to("SET_MEMBERSHIPS", "ann").byId(id).member(desk.group, action, group),
                        switch (desk) {
                            case OLARK -> new String[] {olark};
                            case SCIM -> new String[] {"scim_update_group"};
                            case LIVECHAT, GLADLY, TALKDESK -> new String[] {"get_user", "update_user"};
                        }));
    }

    private static Stream<Price> each(String what, Function<String, Ask> command, List<List<String>> requests) {
        return Stream.of(Desk.values())
                .map(desk -> new Price(
                        desk, what, command, requests.get(desk.ordinal()).toArray(String[]::new)));
    }

    private static List<String> asked(Desk desk, Function<String, Ask> command) {
        List<String> groups = desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        String id = people.add("ann");
        people.join(id, groups.get(0));
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            warm(bench);
            long before = SIMULATOR.journal().last();
            ProvisioningResult answer = last(bench.send(command.apply(id)).play());
            assertThat(answer.code().status()).as("%s", answer.message()).isEqualTo(Status.SUCCEEDED);
            return since(before);
        }
    }

    /** Reads all names, and gets a token. */
    private static void warm(Bench bench) {
        String id = new People(SIMULATOR, bench.desk).add("warm");
        Ask ask = Ask.to("VERIFY", "warm").byId(id).member(bench.desk.group, "ADD", "Night");
        bench.send(bench.desk.hasRoles() ? ask.member("role", "REPLACE", bench.desk.plainRole) : ask)
                .play();
        // Whoever was listed then is not whoever is asked about next.
        bench.pass(Duration.ofMinutes(1));
    }

    private static ProvisioningResult last(Bench bench) {
        return bench.answer(bench.topic.size() - 1);
    }

    /** Pages after the first belong to the same list. */
    private static List<String> since(long before) {
        return SIMULATOR
                .journal()
                .entries(entry -> entry.sequence() > before
                        && List.of("", "1").contains(entry.query().getOrDefault("page", "")))
                .stream()
                .map(JournalEntry::action)
                .toList();
    }

    @Test
    void anInvitationCostsTwoWritesAndTheLooksThatAllWhoWaitShare() {
        Desk desk = Desk.LIVECHAT;
        desk.open(SIMULATOR);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            warm(bench);
            long before = SIMULATOR.journal().last();
            for (int person = 0; person < 20; person++) {
                bench.send(Ask.create(desk, "p" + person).member("group", "ADD", "Night"));
            }
            for (int second = 0; second < 60; second++) {
                bench.step();
            }
            People.approveAll(bench);
            bench.play();

            List<String> asked = since(before);
            assertThat(asked).filteredOn("create_user"::equals).hasSize(20);
            assertThat(asked).filteredOn("update_user"::equals).hasSize(20);
            // One look every five seconds, however many wait.
            assertThat(asked).filteredOn("list_users"::equals).hasSizeBetween(12, 15);
            assertThat(asked).containsOnly("create_user", "update_user", "list_users");
        }
    }

    @Test
    void oneListServesAllWhoAreCreatedTogetherAtOlark() {
        Desk desk = Desk.OLARK;
        desk.open(SIMULATOR);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            warm(bench);
            long before = SIMULATOR.journal().last();
            for (int person = 0; person < 20; person++) {
                bench.send(Ask.create(desk, "p" + person));
            }
            bench.play();

            assertThat(bench.codes())
                    .filteredOn(code -> code.endsWith(Code.APPLIED.name()))
                    .hasSize(20);
            List<String> asked = since(before);
            assertThat(asked).filteredOn("create_user"::equals).hasSize(20);
            assertThat(asked).filteredOn("get_user"::equals).hasSize(20);
            assertThat(asked).filteredOn("list_users"::equals).hasSizeLessThanOrEqualTo(20);
        }
    }

    @Test
    void whatIsSoAlreadyCostsOneLookAtMost() {
        for (Desk desk : Desk.values()) {
            List<String> groups = desk.open(SIMULATOR);
            People people = new People(SIMULATOR, desk);
            String id = people.add("ann");
            people.join(id, groups.get(0));
            try (Bench bench = new Bench(SIMULATOR, desk)) {
                warm(bench);
                long before = SIMULATOR.journal().last();
                bench.send(Ask.to("SET_MEMBERSHIPS", "ann").byId(id).member(desk.group, "REPLACE", "Night"))
                        .play();
                assertThat(last(bench).code()).isEqualTo(Code.ALREADY_CONVERGED);
                assertThat(since(before)).as("%s", desk).hasSize(1);
            }
        }
    }
}

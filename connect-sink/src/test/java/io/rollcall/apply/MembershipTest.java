package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.simulator.Simulator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A membership that somebody has is not lost by adding another, also while others edit the user. */
class MembershipTest {
    private static final Simulator SIMULATOR = Simulator.start();

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    @ParameterizedTest
    @EnumSource
    void addingOneKeepsTheOthers(Desk desk) {
        List<String> groups = desk.open(SIMULATOR);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            String user = hire(bench, groups.get(0));

            bench.send(Ask.to("SET_MEMBERSHIPS", "alice").member(desk.group, "ADD", "Weekend"))
                    .play();

            assertThat(members(bench, user)).containsExactlyInAnyOrder(groups.get(0), groups.get(2));
        }
    }

    /** The edit falls before each of our requests in turn; where lists are written whole, not between the read and the write. */
    @ParameterizedTest
    @EnumSource
    void whatSomebodyAddsAtTheSameMomentIsKept(Desk desk) {
        int requests = requests(desk);
        assertThat(requests).isPositive();
        List<Integer> kept = IntStream.range(0, requests + 1)
                .filter(request -> survives(desk, request))
                .boxed()
                .toList();

        List<Integer> all = IntStream.range(0, requests + 1).boxed().toList();
        boolean oneByOne = desk == Desk.OLARK || desk == Desk.SCIM;
        // The write is the last request of all: an edit right before it is behind the read.
        assertThat(kept)
                .isEqualTo(
                        oneByOne
                                ? all
                                : Stream.concat(all.subList(0, requests - 1).stream(), Stream.of(requests))
                                        .toList());
    }

    private static int requests(Desk desk) {
        int[] count = new int[1];
        run(desk, -1, count);
        return count[0];
    }

    private static boolean survives(Desk desk, int request) {
        return run(desk, request, new int[1]);
    }

    /** Adds one group of ours while another is added by hand before that request; whether both are there in the end. */
    private static boolean run(Desk desk, int editBefore, int[] count) {
        List<String> groups = desk.open(SIMULATOR);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            String user = hire(bench, groups.get(0));
            // Names are known, so that the requests are those of the command.
            bench.send(Ask.to("SET_MEMBERSHIPS", "alice").member(desk.group, "ADD", "Night"))
                    .play();
            int[] passed = new int[1];
            bench.beforeRequest = () -> {
                if (passed[0]++ == editBefore) {
                    bench.vendor().primary().join(desk.table(), groups.get(1), user);
                }
            };
            bench.send(Ask.to("SET_MEMBERSHIPS", "alice").member(desk.group, "ADD", "Weekend"))
                    .play();
            bench.beforeRequest = () -> {};
            if (editBefore >= passed[0]) {
                bench.vendor().primary().join(desk.table(), groups.get(1), user);
            }
            count[0] = passed[0];
            List<String> members = members(bench, user);
            assertThat(members).contains(groups.get(0), groups.get(2));
            return members.contains(groups.get(1));
        }
    }

    /** Alice, who is in that group. */
    private static String hire(Bench bench, String group) {
        bench.whileWaiting = () -> People.approveAll(bench);
        bench.send(Ask.create(bench.desk, "alice")).play();
        String user = bench.vendor().primary().users().get(0).get("id").asText();
        bench.vendor().primary().join(bench.desk.table(), group, user);
        return user;
    }

    private static List<String> members(Bench bench, String user) {
        var state = bench.vendor().primary().find(user).orElseThrow();
        return switch (bench.desk) {
            case OLARK -> texts(state.path("group_ids"));
            case LIVECHAT -> state.path("groups").findValuesAsText("id");
            case GLADLY -> texts(state.path("inboxes"));
            case TALKDESK, SCIM -> texts(state.path("teams"));
        };
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}

package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.command.CommandKey;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Status;
import io.rollcall.quickstart.Applier.Answer;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A worker that is killed again and again while its tasks apply commands. At Olark, which would take a second operator with the same
 * address: nothing but the connector keeps a create from being repeated.
 *
 * <p>{@code -Drollcall.kills=200} for a long night, {@code -Drollcall.seed=...} for other moments.
 */
class CommandCrashIT {

    private static final int KILLS = Integer.getInteger("rollcall.kills", 10);
    private static final long SEED = Long.getLong("rollcall.seed", 20_261_121L);
    private static final int TASKS = 3;
    private static final int PARTITIONS = 6;
    /** So many people, with five commands each, wait when the worker comes back. */
    private static final int PEOPLE = 40;

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int LONGEST_START_MILLIS = 3_000;

    private static final Map<String, String> SETTINGS = Map.of(
            "tasks.max",
            String.valueOf(TASKS),
            // Slow enough to be hit.
            "max.concurrent.subjects",
            "4",
            // More leave here than the guard would be right to let go.
            "guard.max.removals",
            "1000000",
            // Quick to give up a dead worker's tasks, so that more kills fit into a minute.
            "consumer.override.session.timeout.ms",
            "2000",
            "consumer.override.heartbeat.interval.ms",
            "500");

    private final Random random = new Random(SEED);
    private final List<ProvisioningCommand> written = new ArrayList<>();
    private final Map<String, String> expected = new TreeMap<>();
    private int creates;
    private int deletes;

    @Test
    void howeverOftenTheWorkerIsKilledEveryCommandIsAppliedOnceInOrderAndAnsweredOnce() throws Exception {
        StackSettings settings = KafkaChoice.settings()
                .withWorkerProperty("session.timeout.ms", "2000")
                .withWorkerProperty("heartbeat.interval.ms", "500");
        try (Simulator simulator = Simulator.start();
                Stack stack = Stack.start(settings)) {
            Desk desk = new OlarkDesk(simulator);
            desk.side().set(Setting.LATENCY_MS, 20);
            try (Applier applier = Applier.start(stack, desk, "crash", PARTITIONS, SETTINGS)) {
                assertThat(stack.connect().status(applier.name()).tasks()).hasSize(TASKS);
                stack.worker().kill();
                int duringWork = 0;
                for (int kill = 1; kill <= KILLS; kill++) {
                    writeLives(applier, kill);
                    stack.worker().start();
                    awaitMoment(applier, kill);
                    stack.worker().kill();
                    duringWork += answered(applier) < written.size() ? 1 : 0;
                }
                stack.worker().start();
                applier.awaitAnswers(written);
                applier.awaitCommitted();

                assertThat(duringWork).as("kills with commands under way").isPositive();
                assertAnswers(applier.answers());
                assertThat(people(desk)).isEqualTo(expected);
                Map<String, Long> writes = desk.side().writes();
                assertThat(writes).containsEntry("create_user", (long) creates).containsEntry("delete_user", (long)
                        deletes);
                System.out.printf("seed %d: %d commands, writes %s%n", SEED, written.size(), writes);
            }
        }
    }

    /** Half of the people stay; the others go and come back, which a repeated delete would undo. */
    private void writeLives(Applier applier, int kill) throws InterruptedException {
        List<List<CommandDraft>> lives = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            Career career = applier.career("person" + person + "of" + kill + "@example.com");
            boolean stays = person % 2 == 0;
            CommandDraft joins = career.joins("New");
            lives.add(
                    stays
                            ? List.of(joins, career.called("A"), career.moves(), career.called("B"), career.called("C"))
                            : List.of(
                                    joins, career.called("A"), career.moves(), career.leaves(), career.joins("Back")));
            expected.put(career.email(), stays ? "C in [grp2]" : "Back in [grp1]");
            creates += stays ? 1 : 2;
            deletes += stays ? 0 : 1;
        }
        for (int step = 0; step < lives.get(0).size(); step++) {
            for (List<CommandDraft> life : lives) {
                ProvisioningCommand command = life.get(step).at(Instant.now());
                applier.write(command);
                written.add(command);
            }
        }
    }

    /** Returns after some more answers, though never all; every fourth time while the tasks may still be starting. */
    private void awaitMoment(Applier applier, int kill) throws InterruptedException {
        if (kill % 4 == 0) {
            Eventually.pass(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)));
            return;
        }
        int answered = answered(applier);
        int moment = answered + random.nextInt(Math.max(1, (written.size() - answered) / 2));
        Eventually.holds(moment + " commands answered", LIMIT, () -> answered(applier) > moment);
    }

    private static int answered(Applier applier) {
        Set<String> answered = new HashSet<>();
        applier.answers().stream()
                .filter(Answer::isTerminal)
                .forEach(answer -> answered.add(answer.result().commandId()));
        return answered.size();
    }

    /** One terminal answer to each command, however often it is stated, and those of one person in the order of the commands. */
    private void assertAnswers(List<Answer> answers) {
        Map<String, String> resultIds = new HashMap<>();
        Map<CommandKey, List<String>> order = new LinkedHashMap<>();
        for (Answer answer : answers) {
            if (answer.isTerminal()) {
                String commandId = answer.result().commandId();
                String before = resultIds.putIfAbsent(commandId, answer.result().resultId());
                assertThat(answer.result().code().status()).as("%s", answer).isIn(Status.SUCCEEDED, Status.NO_CHANGE);
                if (before == null) {
                    order.computeIfAbsent(answer.result().key(), any -> new ArrayList<>())
                            .add(commandId);
                } else {
                    assertThat(answer.result().resultId()).as("%s", answer).isEqualTo(before);
                }
            }
        }
        Map<CommandKey, List<String>> wanted = new LinkedHashMap<>();
        written.forEach(command ->
                wanted.computeIfAbsent(command.key(), any -> new ArrayList<>()).add(command.commandId()));
        assertThat(order).isEqualTo(wanted);
    }

    /** Name and groups of everybody by address; two with one address show as such. */
    private static Map<String, String> people(Desk desk) {
        Map<String, String> people = new TreeMap<>();
        for (JsonNode user : desk.account().users()) {
            people.merge(
                    user.path("email").asText(),
                    user.path("nickname").asText() + " in "
                            + user.path("group_ids").toString().replace("\"", ""),
                    (one, other) -> one + ", and again " + other);
        }
        return people;
    }
}

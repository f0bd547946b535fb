package io.rollcall.quickstart;

import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Status;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Writes one command and waits for its final answer. */
final class Send {
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final Set<Status> WELL = Set.of(Status.SUCCEEDED, Status.NO_CHANGE, Status.SIMULATED);

    private final SendOptions options;
    private final PrintStream out;
    private int printed;

    private Send(SendOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Sends the command.
     *
     * @return whether it is done as asked
     * @throws StackException when Kafka or the registry cannot be used
     */
    static boolean run(SendOptions options, PrintStream out, InstantSource clock) throws InterruptedException {
        return new Send(options, out).send(options.draft().at(clock.instant()));
    }

    private boolean send(ProvisioningCommand command) throws InterruptedException {
        Cluster cluster = options.cluster();
        ensureTopics(cluster);
        CountDownLatch never = new CountDownLatch(1);
        Poll poll = new Poll(System::nanoTime, () -> never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
        // Reading begins first, so that no answer can be missed.
        try (Feed<ProvisioningResult> results = Feed.results(
                        cluster,
                        options.results(),
                        Feed.Start.NOW,
                        result -> result.commandId().equals(command.commandId()));
                CommandWriter writer = new CommandWriter(cluster, options.topic())) {
            RecordMetadata place = writer.write(command);
            out.printf(
                    "=> %s %s of %s, command %s in %s-%d at %d%n",
                    command.key().vendor(),
                    command.operation(),
                    command.key().subjectKey(),
                    command.commandId(),
                    place.topic(),
                    place.partition(),
                    place.offset());
            Optional<ProvisioningResult> answer = poll.within(options.patience(), () -> look(results));
            if (answer.isEmpty()) {
                out.printf(
                        "No final answer within %d s. The command stays on its topic; './rollcall watch results' shows"
                                + " what becomes of it.%n",
                        options.patience().toSeconds());
            }
            return answer.isPresent() && WELL.contains(answer.get().code().status());
        }
    }

    /** Shows what is new, and gives the final answer once it is there. */
    private Optional<ProvisioningResult> look(Feed<ProvisioningResult> results) {
        List<ProvisioningResult> mine = results.all();
        mine.subList(printed, mine.size()).forEach(result -> out.println("<= " + ResultLine.of(result)));
        printed = mine.size();
        return mine.stream().filter(result -> result.code().status().terminal()).findFirst();
    }

    private void ensureTopics(Cluster cluster) throws InterruptedException {
        ensure(cluster, options.topic(), "It takes the commands; create it, or name another with --topic.");
        ensure(
                cluster,
                options.results(),
                "A sink connector makes it when it starts; start one for " + options.topic()
                        + ", or name its results.topic with --results.");
    }

    private static void ensure(Cluster cluster, String topic, String advice) throws InterruptedException {
        try (Admin admin = cluster.admin()) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new StackException("Topic " + topic + " does not exist. " + advice, failed);
            }
            throw unreachable(cluster, failed);
        } catch (KafkaException unusable) {
            throw unreachable(cluster, unusable);
        }
    }

    private static StackException unreachable(Cluster cluster, Throwable cause) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        return new StackException(
                "Kafka at " + cluster.bootstrap() + " cannot be used: " + root.getMessage()
                        + ". Check --bootstrap, and --config for security.",
                cause);
    }
}

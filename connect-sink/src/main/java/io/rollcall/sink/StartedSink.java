package io.rollcall.sink;

import io.rollcall.apply.Provisioner;
import io.rollcall.apply.Standing;
import io.rollcall.budget.RateBudget;
import io.rollcall.command.CommandRef;
import io.rollcall.plugin.WorkerMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running sink task: hands records on and returns at once, so that a slow or silent vendor never holds up Connect.
 *
 * <p>All methods are called by Connect's thread.
 */
final class StartedSink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartedSink.class);
    /** How soon Connect shall call again while something is under way, and while nothing is. */
    private static final long BUSY_MS = 200;

    /** How soon while no more are fetched, so that a quick vendor does not run out of commands. */
    private static final long DRAINING_MS = 20;

    private static final long IDLE_MS = 500;
    /** Offsets that are committed early need not be looked up in the ledger after a crash. */
    private static final Duration COMMIT_PAUSE = Duration.ofSeconds(5);

    private final SinkSettings settings;
    private final SinkTaskContext context;
    private final InstantSource clock;
    private final int partitions;
    private final CommandRecords records;
    private final Commits commits = new Commits();
    private final Backpressure backpressure;
    private final SinkMetrics metrics;
    private final DeadLetters deadLetters;
    private final LedgerLog ledger;
    private final Provisioner provisioner;
    private final RateBudget budget;
    private final Resources resources;
    private Instant lastCommit = Instant.MIN;
    private boolean uncommitted;
    private int unfinishedBefore;

    /**
     * Prepares the topics and makes everything ready. Asks the vendor nothing yet.
     *
     * @throws ConnectException when a topic does not fit or Kafka cannot be reached; the message says what to do
     */
    static StartedSink start(SinkSettings settings, SinkTaskContext context, KafkaClients kafka, InstantSource clock) {
        int partitions;
        try (Cluster cluster = kafka.cluster()) {
            partitions = new Topics(settings.topics(), cluster).prepare();
        }
        Resources resources = new Resources();
        try {
            return new StartedSink(settings, context, kafka, clock, partitions, resources);
        } catch (RuntimeException unusable) {
            try {
                resources.close();
            } catch (RuntimeException other) {
                unusable.addSuppressed(other);
            }
            throw unusable;
        }
    }

    private StartedSink(
            SinkSettings settings,
            SinkTaskContext context,
            KafkaClients kafka,
            InstantSource clock,
            int partitions,
            Resources resources) {
        this.settings = settings;
        this.context = context;
        this.clock = clock;
        this.partitions = partitions;
        this.resources = resources;
        String vendor = settings.vendor();
        String tenant = settings.apply().tenant();
        String name = "rollcall-sink-" + vendor + "-" + tenant;
        this.records = new CommandRecords(vendor, tenant, settings.onTombstone());
        this.backpressure = new Backpressure(context, settings.maxUnfinished());
        this.budget = settings.budget().join(vendor, settings.apply().connector());
        resources.add(budget::close);
        WorkerMetrics worker = WorkerMetrics.of(
                context, settings.apply().connector(), settings.apply().task());
        resources.add(worker::close);
        this.metrics = new SinkMetrics(vendor, clock);
        metrics.gauges(worker, budget::view);
        this.deadLetters = new DeadLetters(reporter(settings, context), name);
        resources.add(deadLetters::close);
        Converter keys = settings.converters().key();
        Converter values = settings.converters().value();
        KafkaJournal journal = new KafkaJournal(settings.topics(), keys, values, kafka.producer(), deadLetters, name);
        resources.add(journal::close);
        this.ledger = new LedgerLog(kafka.consumer(), settings.topics(), vendor, tenant, name);
        resources.add(ledger::close);
        ExecutorService workers = Threads.pool(name, Provisioner.threads(settings.apply()));
        resources.add(workers::shutdownNow);
        this.provisioner = new Provisioner(
                settings.apply(),
                settings.account().capabilities(),
                settings.account().open(settings.open(budget, metrics.http(), clock)),
                journal,
                metrics,
                clock,
                new Random(),
                workers);
        resources.add(provisioner::close);
        metrics.countApprovals(provisioner::awaitingApproval);
        context.timeout(BUSY_MS);
    }

    /** Connect itself ends the task at the first report, unless it was told to be tolerant. */
    private static @Nullable ErrantRecordReporter reporter(SinkSettings settings, SinkTaskContext context) {
        return settings.tolerant() ? context.errantRecordReporter() : null;
    }

    /** These partitions are ours. */
    void open(Collection<TopicPartition> assigned) {
        for (TopicPartition place : assigned) {
            if (place.partition() >= partitions) {
                throw new ConnectException("Topic " + place.topic() + " has more than the " + partitions
                        + " partitions it had when the task started. Keys lie in other partitions now than what is"
                        + " remembered of them. Go on with a new commands topic.");
            }
            commits.opened(place.partition());
            provisioner.assigned(place.partition());
        }
        ledger.load(assigned.stream().map(TopicPartition::partition).toList());
        context.timeout(BUSY_MS);
    }

    /** These partitions are not ours any more. */
    void close(Collection<TopicPartition> revoked) {
        for (TopicPartition place : revoked) {
            provisioner.revoked(place.partition());
            ledger.drop(place.partition());
            commits.closed(place.partition());
            deadLetters.forget(place.partition());
        }
        backpressure.lost(revoked);
    }

    /**
     * Takes records. Called with none, too, several times a second.
     *
     * @throws ConnectException when only an operator can help
     */
    void put(Collection<SinkRecord> batch) {
        check();
        boolean reporting = commits.settle();
        ledger.deliver(provisioner::loaded);
        batch.forEach(this::take);
        provisioner.tick();
        Standing standing = provisioner.standing();
        int unfinished = standing.unfinished();
        backpressure.regulate(unfinished);
        deadLetters.forget(provisioner::progress);
        metrics.stands(new SinkMetrics.Load(standing, backpressure.paused(), ledger.loading()));
        commitSoon(unfinished);
        boolean busy = unfinished > 0 || reporting || ledger.loading() > 0;
        boolean draining = backpressure.paused() && unfinished < unfinishedBefore;
        unfinishedBefore = unfinished;
        long soon = draining ? DRAINING_MS : BUSY_MS;
        context.timeout(busy ? soon : IDLE_MS);
    }

    private void check() {
        String halted = budget.halted();
        if (halted != null) {
            throw new ConnectException("The rate budget has halted, and nothing can be sent. " + halted);
        }
        try {
            provisioner.check();
        } catch (IllegalStateException impossible) {
            throw new ConnectException(impossible.getMessage(), impossible);
        }
    }

    private void take(SinkRecord record) {
        Coordinates at = Coordinates.of(record);
        commits.took(at);
        uncommitted = true;
        CommandRef ref = new CommandRef(settings.topics().commands(), at.partition(), at.offset());
        Reading reading = records.read(record, ref);
        if (reading instanceof Reading.Ours ours) {
            deadLetters.keep(at, record);
            provisioner.offer(
                    ours.delivery(),
                    record.timestamp() == null ? clock.instant() : Instant.ofEpochMilli(record.timestamp()));
            return;
        }
        if (reading instanceof Reading.Unreadable unreadable) {
            report(record, at, unreadable.problem());
        }
        if (reading instanceof Reading.Skipped skipped) {
            metrics.passed(skipped.reason());
        }
        provisioner.pass(at.partition(), at.offset());
    }

    private void report(SinkRecord record, Coordinates at, String problem) {
        String what = "Topic " + settings.topics().commands() + ", partition " + at.partition() + ", offset "
                + at.offset() + ": the record is no command and does not tell whom to answer. " + problem;
        if (!settings.tolerant()) {
            throw new ConnectException(what + ". Correct its producer. To go on past such records set "
                    + SinkSettings.TOLERANCE + "=all, and errors.deadletterqueue.topic.name to keep them.");
        }
        metrics.unreadable();
        if (deadLetters.wanted()) {
            commits.reporting(at, deadLetters.report(record, what));
        } else {
            LOG.warn("{}. It is skipped", what);
        }
    }

    private void commitSoon(int unfinished) {
        Instant now = clock.instant();
        if (uncommitted && unfinished == 0 && lastCommit.isBefore(now.minus(COMMIT_PAUSE))) {
            context.requestCommit();
            lastCommit = now;
            uncommitted = false;
        }
    }

    /** How far Connect may commit, of the partitions that it asks for. */
    Map<TopicPartition, OffsetAndMetadata> progress(Map<TopicPartition, OffsetAndMetadata> current) {
        return commits.of(current, provisioner::progress);
    }

    /** Breaks off what is running and lets go of everything, in well under a second. */
    @Override
    public void close() {
        resources.close();
    }
}

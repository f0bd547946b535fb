package io.rollcall.budget;

import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.log.BudgetLog;
import io.rollcall.budget.log.LogException;
import io.rollcall.budget.log.LogLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that keeps one participant in step with its log, until nobody needs it. */
final class BudgetDriver {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetDriver.class);
    private static final int FIRST_LOOK = 2_000;
    private static final long LONGEST_READ_MS = 2_000;
    private static final long LEAVING_READ_MS = 100;
    private static final long FIRST_PAUSE_MS = 250;
    private static final long LONGEST_PAUSE_MS = 10_000;
    private static final long IN_FLIGHT_MS = 5_000;
    private static final long GOOD_BYE_MS = 1_000;

    private final String name;
    private final Policy own;
    private final BudgetLog log;
    private final LongSupplier numbers;
    private final Desk desk;
    private final Thread thread;
    private volatile @Nullable String halted;
    private volatile BudgetView.State state = BudgetView.State.STARTING;
    private Past past;
    private boolean following;
    private long pause = FIRST_PAUSE_MS;

    /** When to go on even though not everything has happened, once nobody needs this. */
    private long deadline;

    private boolean alone;
    private boolean leaving;
    private boolean goodBye;
    private boolean conflict;

    /**
     * A driver at rest.
     *
     * @param name of the licence, for operators
     * @param log used by this object's thread, and closed by it
     * @param numbers random, for participants
     */
    BudgetDriver(String name, Policy own, Past past, BudgetLog log, LongSupplier nanos, LongSupplier numbers) {
        this.name = name;
        this.own = own;
        this.past = past;
        this.log = log;
        this.numbers = numbers;
        this.desk = new Desk(nanos, log::wake);
        this.thread = new Thread(this::run, "rollcall-budget-" + name);
        thread.setDaemon(true);
    }

    Desk desk() {
        return desk;
    }

    void start() {
        thread.start();
    }

    /** As in {@link RateBudget#halted}. */
    @Nullable
    String halted() {
        return halted;
    }

    BudgetView view() {
        return desk.view(state, log.lost());
    }

    private void run() {
        try {
            while (!finished()) {
                attempt();
            }
        } catch (InterruptedException e) {
            LOG.warn("The rate budget of {} was interrupted and ends", name);
        } finally {
            desk.shut();
            log.close();
            state = BudgetView.State.CLOSED;
        }
    }

    /** Whether nobody needs this any more, what was in flight is over, and the others were told. */
    private boolean finished() {
        if (!desk.isEmpty()) {
            return false;
        }
        if (!following || state == BudgetView.State.FAILING || state == BudgetView.State.HALTED) {
            return true;
        }
        long now = desk.now();
        if (!alone) {
            alone = true;
            deadline = now + IN_FLIGHT_MS;
        }
        if (!leaving && (desk.out() == 0 || now >= deadline)) {
            leaving = true;
            deadline = now + GOOD_BYE_MS;
            desk.leave();
        }
        return leaving && (goodBye || now >= deadline);
    }

    private void attempt() throws InterruptedException {
        try {
            if (following) {
                step();
            } else {
                follow();
            }
        } catch (LogLostException gone) {
            lost(gone);
            fail();
        } catch (LogException trouble) {
            if (state != BudgetView.State.FAILING) {
                LOG.warn(
                        "The rate budget of {} grants nothing until its log can be used: {}",
                        name,
                        trouble.getMessage());
            }
            fail();
        } catch (ConfigException unfit) {
            halt(unfit.getMessage() + " Then restart the connectors of this licence.");
        } catch (RuntimeException | LinkageError defect) {
            LOG.error("The rate budget of {} failed in a way that nobody foresaw", name, defect);
            halt("Restart the connectors of this licence in this worker, and report what was logged before this.");
        }
    }

    private void lost(LogLostException gone) {
        // Who has not read it yet has nothing to lose, and begins anew.
        if (following) {
            LOG.error(
                    "The log of the rate budget of {} was lost, and with it the count of what was sent. Nothing is sent for a "
                            + "window, unless the vendor tells what is left. {}",
                    name,
                    gone.getMessage());
            past = Past.LOST;
            following = false;
        }
    }

    private void fail() throws InterruptedException {
        state = BudgetView.State.FAILING;
        desk.awaitEmpty(pause);
        pause = Math.min(LONGEST_PAUSE_MS, 2 * pause);
    }

    /** Nothing is granted any more. The thread stays to answer those who close. */
    private void halt(String what) throws InterruptedException {
        LOG.error("The rate budget of {} has halted, and nothing is sent. {}", name, what);
        halted = what;
        state = BudgetView.State.HALTED;
        while (!desk.isEmpty()) {
            desk.awaitEmpty(Long.MAX_VALUE / 1_000_000);
        }
    }

    /** Reads the end of the log, and a longer one if that does not tell the state. */
    private void follow() throws LogException, InterruptedException {
        Participant next = new Participant(numbers.getAsLong(), own, past);
        long end = log.end();
        long begin = log.begin();
        boolean enough = false;
        for (long length = FIRST_LOOK; !enough && !desk.isEmpty(); length *= 2) {
            long from = Math.max(begin, end - length);
            List<BudgetLog.Entry> entries = read(from, end);
            enough = !desk.isEmpty() && next.resume(entries, from == begin, desk.now());
        }
        if (enough) {
            desk.begin(next);
            following = true;
        }
    }

    private List<BudgetLog.Entry> read(long from, long end) throws LogException {
        List<BudgetLog.Entry> entries = new ArrayList<>();
        log.seek(from);
        long next = from;
        while (next < end && !desk.isEmpty()) {
            entries.addAll(log.read(Duration.ofMillis(LONGEST_READ_MS)));
            next = from + entries.size();
        }
        return entries;
    }

    private void step() throws LogException, InterruptedException {
        write();
        long longest = alone ? LEAVING_READ_MS : LONGEST_READ_MS;
        List<BudgetLog.Entry> entries = log.read(Duration.ofMillis(desk.pause(longest)));
        Participant.Standing standing = desk.apply(entries);
        if (standing == Participant.Standing.HALTED) {
            halt("Its log was written by a newer version of the connectors: install that version in this worker too.");
        } else {
            recover(standing);
        }
    }

    private void recover(Participant.@Nullable Standing standing) {
        pause = FIRST_PAUSE_MS;
        if (standing == Participant.Standing.RUNNING && state != BudgetView.State.RUNNING) {
            state = BudgetView.State.RUNNING;
            LOG.info("The rate budget of {} is in use", name);
        }
        boolean differs = desk.conflict();
        if (differs && !conflict) {
            LOG.warn(
                    "The rate budget of {} goes by other settings than were given here under the same budget.version. Make them "
                            + "equal in all connectors of the licence, or raise budget.version where the right ones are",
                    name);
        }
        conflict = differs;
    }

    private void write() {
        for (Optional<byte[]> record = desk.write(); record.isPresent(); record = desk.write()) {
            log.append(record.get());
            goodBye = leaving;
        }
    }
}

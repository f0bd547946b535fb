package io.rollcall.sink;

import io.rollcall.config.KafkaSettings;
import io.rollcall.plugin.LiveCheck;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Looks whether Kafka can be reached, on a thread of its own, like {@link LiveCheck} does with the vendor. */
final class KafkaCheck implements AutoCloseable {
    private final FutureTask<Boolean> look;

    private KafkaCheck(KafkaClients kafka) {
        this.look = new FutureTask<>(() -> {
            try (Cluster cluster = kafka.cluster()) {
                cluster.reach();
            }
            return true;
        });
    }

    static KafkaCheck begin(KafkaClients kafka) {
        KafkaCheck check = new KafkaCheck(kafka);
        Thread thread = new Thread(check.look, "rollcall-kafka-check");
        thread.setDaemon(true);
        thread.start();
        return check;
    }

    /** Waits for the answer; what is wrong, with what to do, or null. */
    @Nullable
    String problem(Duration patience) {
        try {
            look.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (TimeoutException tooSlow) {
            return KafkaSettings.BOOTSTRAP + " names brokers of which none answered within "
                    + LiveCheck.PATIENCE.toSeconds()
                    + " seconds. Check the addresses, the security settings with the prefix "
                    + KafkaSettings.PREFIX + " and the firewall." + LiveCheck.OTHERWISE;
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            return KafkaSettings.BOOTSTRAP + " or another setting with the prefix " + KafkaSettings.PREFIX
                    + " cannot be used: " + (cause == null ? failed : rootOf(cause)).getMessage();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "The check was interrupted. Try again.";
        }
    }

    /** Kafka's clients wrap what is wrong into "Failed to create new KafkaAdminClient". */
    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    @Override
    public void close() {
        look.cancel(true);
    }
}

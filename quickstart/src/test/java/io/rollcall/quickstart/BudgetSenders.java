package io.rollcall.quickstart;

import io.rollcall.budget.BudgetView;
import io.rollcall.budget.Feedback;
import io.rollcall.budget.Permit;
import io.rollcall.budget.Priority;
import io.rollcall.budget.SharedBudget;
import io.rollcall.budget.SharedBudgets;
import io.rollcall.budget.ledger.Limit;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.log.KafkaBudgetLog;
import io.rollcall.budget.log.KafkaLogSettings;
import io.rollcall.budget.log.LicenceKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A JVM with two participants of one budget. Each of them always has something of low urgency to send, and sometimes something
 * urgent.
 */
final class BudgetSenders {
    private static final int SWEEPERS = 4;
    private static final int ANSWER_MILLIS = 20_000;
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final SharedBudget budget;
    private final int vendor;

    private BudgetSenders(SharedBudget budget, int vendor) {
        this.budget = budget;
        this.vendor = vendor;
    }

    /** @param arguments the broker's address, the name of a licence, the vendor's port, its limit and window in milliseconds, and a name */
    public static void main(String[] arguments) throws InterruptedException {
        LicenceKey licence = LicenceKey.of("test", arguments[1]);
        int limit = Integer.parseInt(arguments[3]);
        Policy policy = policy(limit, Long.parseLong(arguments[4]));
        List<BudgetSenders> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            KafkaLogSettings settings = new KafkaLogSettings(
                    Map.of("bootstrap.servers", arguments[0]),
                    arguments[5] + "-" + i,
                    licence.topic(),
                    (short) -1,
                    Duration.ofMillis(policy.holdMs() + policy.spanMs(0)));
            SharedBudget budget = new SharedBudgets()
                    .open(
                            licence.hash(),
                            licence.topic(),
                            policy,
                            true,
                            () -> new KafkaBudgetLog(settings, System::nanoTime));
            all.add(new BudgetSenders(budget, Integer.parseInt(arguments[2])));
        }
        all.forEach(BudgetSenders::start);
        System.out.println("senders are up");
        while (!NEVER.await(5, TimeUnit.SECONDS)) {
            all.forEach(BudgetSenders::tell);
        }
    }

    private static Policy policy(int limit, long windowMs) {
        return new Policy(
                1,
                Policy.RULES,
                List.of(new Limit(limit, windowMs)),
                15_000,
                45_000,
                1,
                List.of((limit + 199) / 200, 0, 0, 0),
                List.of(0, 200, 50, 50),
                List.of(-1, limit / 20, limit / 100, limit / 100),
                Math.max(2, limit / 50),
                0,
                false,
                1_000,
                false,
                null);
    }

    private void start() {
        for (int i = 0; i < SWEEPERS; i++) {
            start(Priority.SWEEP, 0);
        }
        start(Priority.PROVISION, 5_000);
        start(Priority.DEPROVISION, 10_000);
    }

    private void start(Priority priority, long every) {
        new Thread(() -> send(priority, every), priority.name()).start();
    }

    private void send(Priority priority, long every) {
        try {
            while (!NEVER.await(every, TimeUnit.MILLISECONDS)) {
                try (Permit permit = budget.acquire(priority).orElseThrow()) {
                    send(permit);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this", e);
        }
    }

    private void send(Permit permit) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), vendor)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            if (!permit.usable()) {
                permit.cancel();
                return;
            }
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: vendor\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            permit.complete(new Feedback(answer.startsWith("HTTP/1.1 429"), null, null, null, null));
        } catch (IOException e) {
            // The permit's own close says that it may have been sent.
            System.out.println("no answer: " + e.getMessage());
        }
    }

    private void tell() {
        BudgetView view = budget.view();
        System.out.println("figures " + view);
    }
}

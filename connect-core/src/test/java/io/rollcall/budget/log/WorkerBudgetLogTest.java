package io.rollcall.budget.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.budget.ledger.EntryCodec;
import io.rollcall.budget.ledger.Ledger;
import io.rollcall.budget.ledger.Snapshot;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WorkerBudgetLogTest {
    private static final Duration FOREVER = Duration.ofHours(1);

    private final LicenceKey licence = LicenceKey.of("olark", UUID.randomUUID().toString());

    /** What a connector does with the log, told in the JDK's types: bytes are written, and a duration is for how long to read. */
    public static final class Plugin implements Function<Object, Object> {
        private final WorkerBudgetLog log;

        public Plugin(String licence) {
            log = WorkerBudgetLog.open(new LicenceKey("olark", licence), System::nanoTime);
        }

        @Override
        public Object apply(Object order) {
            if (order instanceof byte[] record) {
                log.append(record);
                return List.of();
            }
            try {
                return log.read((Duration) order).stream()
                        .map(WorkerBudgetLogTest::told)
                        .toList();
            } catch (LogException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String told(BudgetLog.Entry entry) {
        return entry.offset() + " " + new String(entry.bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private Function<Object, Object> plugin(ClassLoader loader) throws ReflectiveOperationException {
        return (Function<Object, Object>) loader.loadClass(Plugin.class.getName())
                .getConstructor(String.class)
                .newInstance(licence.hash());
    }

    private static URLClassLoader loader() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(new File(each).toURI().toURL());
        }
        return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    @Test
    void pluginsWithClassesOfTheirOwnReadTheSameRecordsInTheSameOrder() throws Exception {
        try (URLClassLoader first = loader();
                URLClassLoader second = loader()) {
            Function<Object, Object> source = plugin(first);
            Function<Object, Object> sink = plugin(second);
            assertThat(source.getClass()).isNotSameAs(sink.getClass());

            source.apply(bytes("a"));
            sink.apply(bytes("b"));
            source.apply(bytes("c"));

            assertThat(source.apply(Duration.ZERO)).isEqualTo(List.of("0 a", "1 b", "2 c"));
            assertThat(sink.apply(Duration.ZERO)).isEqualTo(List.of("0 a", "1 b", "2 c"));
        }
    }

    @Test
    void whoWaitsInOnePluginIsWokenByWhatAnotherWrites() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (URLClassLoader first = loader();
                URLClassLoader second = loader()) {
            Function<Object, Object> source = plugin(first);
            Function<Object, Object> sink = plugin(second);
            Future<Object> read = thread.submit(() -> sink.apply(FOREVER));

            source.apply(bytes("a"));

            assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(List.of("0 a"));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aWakeEndsTheNextReadIfThereIsNone() throws Exception {
        try (WorkerBudgetLog log = WorkerBudgetLog.open(licence, System::nanoTime)) {
            log.wake();

            assertThat(log.read(FOREVER)).isEmpty();
        }
    }

    @Test
    void timestampsAreThoseOfTheGivenClock() throws Exception {
        long[] now = {Long.MAX_VALUE - 1_000_000};
        try (WorkerBudgetLog log = WorkerBudgetLog.open(licence, () -> now[0])) {
            log.append(bytes("a"));
            now[0] += 5_000_000;
            log.append(bytes("b"));

            assertThat(log.read(Duration.ZERO))
                    .extracting(BudgetLog.Entry::timestampMs)
                    .containsExactly(0L, 5L);
        }
    }

    @Test
    void onlyWhatASnapshotStandsForIsForgotten() throws Exception {
        try (WorkerBudgetLog log = WorkerBudgetLog.open(licence, System::nanoTime, 10)) {
            append(log, 100);
            assertThat(log.begin()).isZero();

            log.append(snapshotAfter(log.end() - 2));
            append(log, 1);
            assertThat(log.begin())
                    .as("a snapshot of another state stands for nothing")
                    .isZero();

            long snapshot = log.end();
            log.append(snapshotAfter(snapshot - 1));
            append(log, 5);
            assertThat(log.begin())
                    .as("the last ones are kept although a snapshot stands for them")
                    .isBetween(1L, log.end() - 10);

            append(log, 100);
            assertThat(log.begin()).isEqualTo(snapshot);
        }
    }

    @Test
    void whatIsForgottenIsLostAndNotSkipped() throws Exception {
        try (WorkerBudgetLog slow = WorkerBudgetLog.open(licence, System::nanoTime, 10);
                WorkerBudgetLog log = WorkerBudgetLog.open(licence, System::nanoTime)) {
            append(log, 100);
            log.append(snapshotAfter(log.end() - 1));

            assertThatThrownBy(() -> slow.read(Duration.ZERO)).isInstanceOf(LogLostException.class);

            slow.seek(slow.begin());
            assertThat(slow.read(Duration.ZERO)).hasSize(10);
        }
    }

    @Test
    void theLogOutlivesThoseWhoUseIt() throws Exception {
        try (WorkerBudgetLog log = WorkerBudgetLog.open(licence, System::nanoTime)) {
            append(log, 3);
        }
        try (WorkerBudgetLog log = WorkerBudgetLog.open(licence, System::nanoTime)) {
            assertThat(log.end()).isEqualTo(3);
        }
    }

    private static void append(WorkerBudgetLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append(bytes("x"));
        }
    }

    private static byte[] snapshotAfter(long offset) {
        Ledger ledger = new Ledger();
        return EntryCodec.encode(new Snapshot(offset, ledger.hash(), ledger.state()));
    }
}

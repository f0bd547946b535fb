package io.rollcall.quickstart;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What the processors did in some time.
 *
 * @param millis how long what was measured took
 * @param window how long processors were watched for it
 * @param busy which part of all processors was busy, with whatever
 * @param worker milliseconds of processor time of the worker
 * @param broker the same of the broker
 * @param own the same of this JVM, in which the simulated vendors are
 */
record ProcessorUse(double millis, double window, double busy, double worker, double broker, double own) {
    static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** The part of all processors that was busy with work that is not the benchmark's. */
    double others() {
        return Math.max(0, busy - (worker + broker + own) / window / PROCESSORS);
    }

    /** The beginning of some time. */
    static final class Begin {
        private final Stack stack;
        private final long nanos = System.nanoTime();
        private final double worker;
        private final double broker;
        private final double own = ownMillis();

        Begin(Stack stack) {
            this.stack = stack;
            worker = millisOf(stack.worker().pid());
            broker = millisOf(stack.broker().pid());
            // The next call tells of the time since this one.
            MACHINE.getCpuLoad();
        }

        /** @param millis how long what was measured took, a little less than since the beginning */
        ProcessorUse end(double millis) {
            return new ProcessorUse(
                    millis,
                    BenchmarkRun.millisSince(nanos),
                    MACHINE.getCpuLoad(),
                    millisOf(stack.worker().pid()) - worker,
                    millisOf(stack.broker().pid()) - broker,
                    ownMillis() - own);
        }

        ProcessorUse end() {
            return end(BenchmarkRun.millisSince(nanos));
        }
    }

    private static double ownMillis() {
        return MACHINE.getProcessCpuTime() / 1e6;
    }

    private static double millisOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toMillis)
                .orElse(0L);
    }
}

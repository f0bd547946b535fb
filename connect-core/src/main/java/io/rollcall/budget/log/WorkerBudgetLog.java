package io.rollcall.budget.log;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A log within one JVM, for all plugins in it: each of them has classes of its own, so that they meet at the JVM's MBean server.
 *
 * <p>It stays when everybody has gone, because what was sent still counts, and ends with the JVM.
 */
public final class WorkerBudgetLog implements BudgetLog {
    /** A window's worth of records, some times over. */
    private static final int KEEP = 4096;

    private static final int MOST = 500;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;
    private final Semaphore signal = new Semaphore(0);
    private final Runnable listener = signal::release;
    private final AtomicBoolean woken = new AtomicBoolean();
    private long next;

    private WorkerBudgetLog(ObjectName name) {
        this.name = name;
        invoke("listen", Runnable.class.getName(), listener);
    }

    /**
     * The log of a licence.
     *
     * @param nanos a monotonic clock, used if this is the first to come
     */
    public static WorkerBudgetLog open(LicenceKey licence, LongSupplier nanos) {
        return open(licence, nanos, KEEP);
    }

    static WorkerBudgetLog open(LicenceKey licence, LongSupplier nanos, int keep) {
        try {
            ObjectName name = new ObjectName(
                    "io.rollcall:type=budget-log,format=1,vendor=" + licence.vendor() + ",licence=" + licence.hash());
            register(new WorkerLogBean(new WorkerLogRecords(keep), nanos), name);
            return new WorkerBudgetLog(name);
        } catch (JMException e) {
            throw new IllegalStateException("The JVM's MBean server takes no log", e);
        }
    }

    private static void register(WorkerLogBean bean, ObjectName name) throws JMException {
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
        } catch (InstanceAlreadyExistsException another) {
            // Then that one is used: another plugin came first.
        }
    }

    @Override
    public void append(byte[] record) {
        invoke("append", byte[].class.getName(), record);
    }

    @Override
    public long begin() {
        return number("begin");
    }

    @Override
    public long end() {
        return number("end");
    }

    @Override
    public void seek(long offset) {
        next = offset;
    }

    @Override
    public List<Entry> read(Duration wait) throws LogException {
        signal.drainPermits();
        List<Entry> entries = fetch();
        if (!entries.isEmpty() || woken.getAndSet(false)) {
            return entries;
        }
        try {
            if (signal.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                woken.set(false);
            }
            return fetch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogException("Reading the log " + name + " was interrupted", e);
        }
    }

    private List<Entry> fetch() throws LogLostException {
        Object[] found = (Object[])
                call("read", new Object[] {next, MOST}, new String[] {long.class.getName(), int.class.getName()});
        if (found == null) {
            throw new LogLostException("The log " + name + " no longer has offset " + next, null);
        }
        long[] timestamps = (long[]) found[0];
        byte[][] records = (byte[][]) found[1];
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < records.length; i++) {
            entries.add(new Entry(next++, timestamps[i], records[i]));
        }
        return entries;
    }

    @Override
    public void wake() {
        woken.set(true);
        signal.release();
    }

    @Override
    public void close() {
        invoke("unlisten", Runnable.class.getName(), listener);
    }

    private long number(String operation) {
        Object result = call(operation, new Object[0], new String[0]);
        if (result instanceof Long number) {
            return number;
        }
        throw new IllegalStateException("The log " + name + " is none of ours");
    }

    private void invoke(String operation, String type, Object parameter) {
        call(operation, new Object[] {parameter}, new String[] {type});
    }

    private @Nullable Object call(String operation, Object[] parameters, String[] signature) {
        try {
            return server.invoke(name, operation, parameters, signature);
        } catch (JMException e) {
            throw new IllegalStateException("The log " + name + " was taken from the JVM's MBean server", e);
        }
    }
}

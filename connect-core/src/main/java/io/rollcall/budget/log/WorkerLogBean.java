package io.rollcall.budget.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * The log of a JVM, owned by the plugin that came first and used by the others, whose classes are other ones: all of its names and
 * types are the JDK's, and they stay as they are in later versions.
 */
final class WorkerLogBean implements DynamicMBean {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final WorkerLogRecords records;
    private final LongSupplier nanos;
    private final long origin;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    WorkerLogBean(WorkerLogRecords records, LongSupplier nanos) {
        this.records = records;
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
    }

    @Override
    public @Nullable Object invoke(String operation, Object[] parameters, String[] signature)
            throws ReflectionException {
        return switch (operation) {
            case "append" -> append((byte[]) parameters[0]);
            case "begin" -> begin();
            case "end" -> end();
            case "read" -> read((Long) parameters[0], (Integer) parameters[1]);
            case "listen" -> listeners.add((Runnable) parameters[0]);
            case "unlisten" -> listeners.remove((Runnable) parameters[0]);
            default -> throw new ReflectionException(new NoSuchMethodException(operation));
        };
    }

    private long append(byte[] record) {
        long offset;
        synchronized (records) {
            offset = records.end();
            records.append((nanos.getAsLong() - origin) / NANOS_PER_MILLI, record);
        }
        listeners.forEach(Runnable::run);
        return offset;
    }

    private long begin() {
        synchronized (records) {
            return records.begin();
        }
    }

    private long end() {
        synchronized (records) {
            return records.end();
        }
    }

    private Object @Nullable [] read(long offset, int most) {
        synchronized (records) {
            return records.read(offset, most);
        }
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        if (!attribute.equals("End")) {
            throw new AttributeNotFoundException(attribute);
        }
        return end();
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName());
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        return new AttributeList(List.of(new Attribute("End", end())));
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo end =
                new MBeanAttributeInfo("End", "long", "How many records were ever written", true, false, false);
        return new MBeanInfo(
                WorkerLogBean.class.getName(),
                "The log of a rate budget that the plugins of this worker share",
                new MBeanAttributeInfo[] {end},
                null,
                null,
                null);
    }
}

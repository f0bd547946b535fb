package io.rollcall.plugin;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one task as a bean of the JVM, under the name that workers with plugin metrics give theirs, so that dashboards
 * and rules do not depend on the worker.
 *
 * <p>A task that starts again while an earlier run of it has not stopped yet takes the name over. What goes wrong is logged
 * and never ends a task.
 */
final class TaskBean implements DynamicMBean, MBeanRegistration, Registrar, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskBean.class);
    /** Taking a name over is two calls. */
    private static final Object NAMES = new Object();
    /** What Kafka writes into its names without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[\\w\\-%. \\t]*");

    private final Map<String, Metric> metrics = new ConcurrentSkipListMap<>();
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String connector;
    private final int task;
    private volatile @Nullable ObjectName shownAs;

    private record Metric(String description, Supplier<Object> value) {}

    private TaskBean(String connector, int task) {
        this.connector = connector;
        this.task = task;
    }

    /** Shows a task's metrics from now on, those to come included. */
    static TaskBean open(String connector, int task) {
        TaskBean bean = new TaskBean(connector, task);
        bean.register();
        return bean;
    }

    private void register() {
        try {
            ObjectName name = name();
            synchronized (NAMES) {
                if (server.isRegistered(name)) {
                    server.unregisterMBean(name);
                }
                server.registerMBean(this, name);
            }
        } catch (JMException | RuntimeException unavailable) {
            LOG.warn("The metrics of connector {}, task {}, cannot be shown over JMX", connector, task, unavailable);
        }
    }

    private ObjectName name() throws MalformedObjectNameException {
        String value = PLAIN.matcher(connector).matches() ? connector : ObjectName.quote(connector);
        return new ObjectName("kafka.connect:type=plugins,connector=" + value + ",task=" + task);
    }

    @Override
    public void add(String name, String description, Supplier<Object> value) {
        metrics.put(name, new Metric(description, value));
    }

    /** Takes the bean away, unless a later run of the task has the name by now. */
    @Override
    public void close() {
        try {
            synchronized (NAMES) {
                ObjectName ours = shownAs;
                if (ours != null) {
                    server.unregisterMBean(ours);
                }
            }
        } catch (JMException | RuntimeException unavailable) {
            LOG.warn("The metrics of connector {}, task {}, cannot be taken away", connector, task, unavailable);
        }
        metrics.clear();
    }

    @Override
    public ObjectName preRegister(MBeanServer into, ObjectName name) {
        shownAs = name;
        return name;
    }

    @Override
    public void postRegister(Boolean done) {
        if (!done) {
            shownAs = null;
        }
    }

    @Override
    public void preDeregister() {}

    @Override
    public void postDeregister() {
        shownAs = null;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        Metric metric = metrics.get(attribute);
        if (metric == null) {
            throw new AttributeNotFoundException(attribute);
        }
        return metric.value.get();
    }

    /** Leaves out what cannot be had, as the interface demands. */
    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList values = new AttributeList();
        for (String attribute : attributes) {
            try {
                values.add(new Attribute(attribute, getAttribute(attribute)));
            } catch (AttributeNotFoundException | RuntimeException without) {
                LOG.debug("No metric {} of connector {}, task {}", attribute, connector, task, without);
            }
        }
        return values;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = metrics.entrySet().stream()
                .map(metric -> new MBeanAttributeInfo(
                        metric.getKey(), Object.class.getName(), metric.getValue().description, true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(TaskBean.class.getName(), "Metrics of a task of Rollcall", attributes, null, null, null);
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("Metrics are only read: " + attribute.getName());
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException(action);
    }
}

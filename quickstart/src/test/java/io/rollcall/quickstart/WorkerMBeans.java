package io.rollcall.quickstart;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.rmi.UnmarshalException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a worker's metrics say, read as any JMX tool on the same machine would. */
final class WorkerMBeans implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private WorkerMBeans(JMXConnector connector) throws IOException {
        this.connector = connector;
        beans = connector.getMBeanServerConnection();
    }

    static WorkerMBeans of(Worker worker) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(worker.pid()));
            String url = machine.startLocalManagementAgent();
            machine.detach();
            return new WorkerMBeans(JMXConnectorFactory.connect(new JMXServiceURL(url)));
        } catch (AttachNotSupportedException e) {
            throw new IOException("This JVM cannot look into another", e);
        }
    }

    /** The metric of a connector's task under this name, whichever bean has it; empty while there is none. */
    Optional<Object> ofTask(String connectorName, String metric) {
        for (ObjectName name : names("kafka.connect:connector=" + connectorName + ",*")) {
            Optional<Object> value = value(name, metric);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** Whether the worker runs a task of the connector. */
    boolean runs(String connectorName) {
        return !names("kafka.connect:type=connector-task-metrics,connector=" + connectorName + ",*")
                .isEmpty();
    }

    /** Every name and value of Kafka Connect and its clients, one line each. */
    Set<String> all() {
        Set<String> lines = new TreeSet<>();
        for (String domain :
                Set.of("kafka.connect:*", "kafka.producer:*", "kafka.consumer:*", "kafka.admin.client:*")) {
            for (ObjectName name : names(domain)) {
                for (String attribute : attributes(name)) {
                    lines.add(name + " " + attribute + "="
                            + value(name, attribute).orElse(""));
                }
            }
        }
        return lines;
    }

    private Set<ObjectName> names(String pattern) {
        try {
            return beans.queryNames(new ObjectName(pattern), null);
        } catch (JMException e) {
            throw new IllegalArgumentException(pattern, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> attributes(ObjectName name) {
        try {
            return Arrays.stream(beans.getMBeanInfo(name).getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .toList();
        } catch (JMException gone) {
            // A task that ends takes its beans along.
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Object> value(ObjectName name, String attribute) {
        try {
            return Optional.of(beans.getAttribute(name, attribute));
        } catch (JMException | UnmarshalException notThere) {
            // Or it is one of the few whose type only the worker knows, such as the kind of a connector.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}

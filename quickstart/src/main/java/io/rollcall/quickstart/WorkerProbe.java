package io.rollcall.quickstart;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into a worker that was started without any options for it: its heap, and the metrics of its connectors. */
final class WorkerProbe implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final MemoryMXBean memory;

    private WorkerProbe(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
        this.memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    }

    /** @param pid of a JVM of this user */
    // The address comes from the worker that this JVM started, not from anybody's input.
    @SuppressWarnings("BanJNDI")
    static WorkerProbe attach(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            String address;
            try {
                address = machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
            return new WorkerProbe(JMXConnectorFactory.connect(new JMXServiceURL(address)));
        } catch (AttachNotSupportedException e) {
            throw new StackException("Cannot look into the worker: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into the worker", e);
        }
    }

    /** Bytes of the heap that are in use after a full collection. */
    long liveHeap() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** How many sweeps the connector's task has ended; 0 when it has no task. */
    int sweeps(String connectorName) {
        return number(connectorName, "sweeps-total");
    }

    /** How long the last sweep took. */
    int sweepMillis(String connectorName) {
        return number(connectorName, "sweep-duration-ms");
    }

    /** How many requests of a connector's task the vendor has not answered yet; 0 when it has no task. */
    int requestsInFlight(String connectorName) {
        return number(connectorName, "requests-in-flight");
    }

    /** The port at which the connector's task listens for webhooks; 0 while it does not. */
    int webhookPort(String connectorName) {
        return number(connectorName, "webhook-port");
    }

    /** How many users wait to be read because of webhooks. */
    int hintsWaiting(String connectorName) {
        return number(connectorName, "hints-waiting");
    }

    private int number(String connectorName, String metric) {
        try {
            ObjectName task = new ObjectName("kafka.connect:type=plugins,connector=" + connectorName + ",task=0");
            return ((Number) beans.getAttribute(task, metric)).intValue();
        } catch (InstanceNotFoundException noTask) {
            return 0;
        } catch (JMException e) {
            throw new StackException("The worker does not tell " + metric + " of " + connectorName, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException gone) {
            // The worker was killed; there is nothing left to take leave of.
        }
    }
}

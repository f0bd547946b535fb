package io.rollcall.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.junit.jupiter.api.Test;

/** On workers that know no metrics of plugins, a task shows the same metrics in the JVM's own registry. */
class WorkerMetricsTest {
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    @Test
    void anOlderWorkersMetricsHaveTheNameThatNewerOnesGiveThem() throws Exception {
        ObjectName name = new ObjectName("kafka.connect:type=plugins,connector=older,task=3");
        try (WorkerMetrics metrics = WorkerMetrics.of(older(SinkTaskContext.class), "older", 3)) {
            metrics.add("answers-total", "Answers", () -> 7L);

            assertThat(beans.getAttribute(name, "answers-total")).isEqualTo(7L);
            assertThat(beans.getMBeanInfo(name).getAttributes())
                    .singleElement()
                    .satisfies(shown -> assertThat(shown.getDescription()).isEqualTo("Answers"));
            assertThatThrownBy(() -> beans.getAttribute(name, "questions-total"))
                    .isInstanceOf(AttributeNotFoundException.class);
        }
        assertThat(beans.isRegistered(name)).as("gone with the task").isFalse();
    }

    @Test
    void aNameThatJmxWouldMisreadIsQuotedAsKafkaQuotesIt() throws Exception {
        try (WorkerMetrics metrics = WorkerMetrics.of(older(SourceTaskContext.class), "crm: all, of *", 0)) {
            metrics.add("users", "Users", () -> 1);

            ObjectName name = new ObjectName("kafka.connect:type=plugins,connector=\"crm: all, of \\*\",task=0");
            assertThat(beans.getAttribute(name, "users")).isEqualTo(1);
        }
    }

    @Test
    void aRunThatEndsLateLeavesTheMetricsOfTheNextRunAlone() throws Exception {
        ObjectName name = new ObjectName("kafka.connect:type=plugins,connector=twice,task=0");
        WorkerMetrics first = WorkerMetrics.of(older(SourceTaskContext.class), "twice", 0);
        first.add("run", "Which", () -> 1);
        WorkerMetrics second = WorkerMetrics.of(older(SourceTaskContext.class), "twice", 0);
        second.add("run", "Which", () -> 2);
        assertThat(beans.getAttribute(name, "run")).isEqualTo(2);

        first.close();
        assertThat(beans.getAttribute(name, "run")).isEqualTo(2);
        second.close();
        assertThat(beans.isRegistered(name)).isFalse();
        second.close();
    }

    @Test
    void whatCannotBeToldDoesNotHideTheRest() throws Exception {
        ObjectName name = new ObjectName("kafka.connect:type=plugins,connector=broken,task=0");
        try (WorkerMetrics metrics = WorkerMetrics.of(older(SourceTaskContext.class), "broken", 0)) {
            metrics.add("a", "Fails", () -> {
                throw new IllegalStateException("not now");
            });
            metrics.add("b", "Works", () -> 2);

            assertThat(beans.getAttributes(name, new String[] {"a", "b"}).asList())
                    .containsExactly(new Attribute("b", 2));
        }
    }

    /** The context of a worker of before 4.1. */
    private static <C> C older(Class<C> context) {
        return context.cast(Proxy.newProxyInstance(
                context.getClassLoader(), new Class<?>[] {context}, (proxy, method, arguments) -> {
                    throw new NoSuchMethodError(method.getName());
                }));
    }
}

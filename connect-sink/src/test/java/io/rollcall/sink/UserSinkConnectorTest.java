package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.vendor.Vendors;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers find the connectors, and tasks share what the guard lets pass. */
class UserSinkConnectorTest {

    @Test
    void workersFindAllFourWithoutLooking() {
        assertThat(ServiceLoader.load(SinkConnector.class).stream().map(ServiceLoader.Provider::type))
                .contains(
                        OlarkSinkConnector.class,
                        LiveChatSinkConnector.class,
                        GladlySinkConnector.class,
                        TalkdeskSinkConnector.class);
        assertThat(new OlarkSinkConnector().version()).matches("\\d+\\..*");
    }

    @ParameterizedTest(name = "{0} tasks, {1} removals: {2} for each")
    @CsvSource({"1, 10, 10", "3, 10, 3", "4, 2, 1", "8, 0, 0"})
    void tasksShareTheGuard(int tasks, int removals, int guard) {
        Map<String, String> settings = new HashMap<>(Settings.olark());
        settings.put("guard.max.removals", String.valueOf(removals));
        OlarkSinkConnector connector = new OlarkSinkConnector();
        connector.start(settings);

        List<SinkSettings> shares =
                connector.taskConfigs(tasks).stream().map(SinkSettings::parse).toList();

        assertThat(shares).hasSize(tasks).allSatisfy(share -> {
            assertThat(share.apply().maxRemovals()).isEqualTo(guard);
            assertThat(share.apply().connector()).isEqualTo("desk");
        });
        assertThat(shares).extracting(share -> share.apply().task()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(classes = {NoSuchMethodError.class, NoClassDefFoundError.class})
    void aWorkerWithoutMetricsOfPluginsRunsTheTask(Class<? extends LinkageError> missing) throws Exception {
        LinkageError error = missing.getConstructor(String.class).newInstance("pluginMetrics");
        SinkTaskContext older = (SinkTaskContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SinkTaskContext.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == PluginMetrics.class) {
                        throw error;
                    }
                    return null;
                });

        StartedSink.start(
                        SinkSettings.parse(Vendors.OLARK, Settings.olark()),
                        older,
                        new FakeKafka(),
                        InstantSource.system())
                .close();
    }
}

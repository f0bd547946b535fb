package io.rollcall.sink;

import io.rollcall.plugin.Version;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Connect's handle on a {@link StartedSink}, which does the work. */
public final class UserSinkTask extends SinkTask {
    private @Nullable StartedSink started;

    @Override
    public String version() {
        return Version.CURRENT;
    }

    @Override
    public void start(Map<String, String> props) {
        SinkSettings settings = SinkSettings.parse(props);
        started = StartedSink.start(settings, context, KafkaClients.of(settings), InstantSource.system());
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        if (started != null) {
            started.open(partitions);
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (started != null) {
            started.put(records);
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return started == null ? Map.of() : started.progress(currentOffsets);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        if (started != null) {
            started.close(partitions);
        }
    }

    /** Also called for a task whose start failed. */
    @Override
    public void stop() {
        if (started != null) {
            started.close();
        }
    }
}

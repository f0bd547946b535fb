package io.rollcall.source;

import io.rollcall.plugin.Version;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Connect's handle on a {@link StartedSource}, which does the work. */
public final class UserSourceTask extends SourceTask {
    private final InstantSource clock;
    private volatile @Nullable StartedSource started;

    /** For Connect, which makes its own instances. */
    public UserSourceTask() {
        this(InstantSource.system());
    }

    UserSourceTask(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String version() {
        return Version.CURRENT;
    }

    @Override
    public void start(Map<String, String> props) {
        started = StartedSource.start(SourceSettings.parse(props), context, clock);
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        StartedSource source = started;
        return source == null ? null : source.poll();
    }

    /** Also called for a task whose start failed, and perhaps while a poll runs. */
    @Override
    public void stop() {
        StartedSource source = started;
        if (source != null) {
            source.close();
        }
    }
}

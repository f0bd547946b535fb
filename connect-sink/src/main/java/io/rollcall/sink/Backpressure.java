package io.rollcall.sink;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Lets Connect fetch no more while too much is unfinished. Used by Connect's thread alone. */
final class Backpressure {
    private final SinkTaskContext context;
    private final int most;
    private final Set<TopicPartition> paused = new HashSet<>();
    private boolean full;

    Backpressure(SinkTaskContext context, int most) {
        this.context = context;
        this.most = most;
    }

    /** Pauses what is assigned at the mark, also what was assigned since, and resumes it below half. */
    void regulate(int unfinished) {
        full = full ? unfinished * 2L >= most : unfinished >= most;
        if (full) {
            Set<TopicPartition> fresh = new HashSet<>(context.assignment());
            fresh.removeAll(paused);
            if (!fresh.isEmpty()) {
                context.pause(fresh.toArray(TopicPartition[]::new));
                paused.addAll(fresh);
            }
        } else if (!paused.isEmpty()) {
            context.resume(paused.toArray(TopicPartition[]::new));
            paused.clear();
        }
    }

    /** These are no longer ours to resume. */
    void lost(Collection<TopicPartition> partitions) {
        paused.removeAll(Set.copyOf(partitions));
    }

    boolean paused() {
        return full;
    }
}

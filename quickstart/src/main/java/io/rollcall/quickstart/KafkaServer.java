package io.rollcall.quickstart;

import java.time.Duration;

/** The Kafka of one {@link Stack}, which starts it before anything else and stops it last. */
public interface KafkaServer {

    /** What it is called when a {@link Stack.Progress} hears of it. */
    String name();

    /**
     * Starts it and returns when it can be used. How long that took is returned.
     *
     * @throws StackException if it does not come up
     */
    Duration start() throws InterruptedException;

    /** Host and port, as {@code bootstrap.servers} wants it. Asked for once it was started. */
    String bootstrap();

    /** Ends it. Does nothing when it never came up. */
    void stop();
}

package io.rollcall.sink;

import org.jspecify.annotations.Nullable;

/** Kafka could not be asked, or refused. The message tells an operator what was wanted and why it did not work. */
final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

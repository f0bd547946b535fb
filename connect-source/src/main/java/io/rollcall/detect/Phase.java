package io.rollcall.detect;

/** Where a {@link Detector} is in a sweep. */
enum Phase {
    IDLE,
    LISTING,
    HYDRATING,
    CONFIRMING,
    CANARY,
    JUDGING,
    ENDING;

    /** Whether the sweep is long here, one request after the other, and hints may come in between. */
    boolean isLong() {
        return this == LISTING || this == HYDRATING || this == CONFIRMING;
    }
}

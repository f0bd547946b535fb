package io.rollcall.budget;

/** What is left out, to see that its absence is noticed. */
enum Sabotage {
    NONE,
    /** Permits are used however old they are. */
    NO_USE_BY,
    /** A request is reported when it is sent rather than when it has ended, and forgotten a window later by the log's timestamps. */
    CHARGED_WHEN_SENT,
    /** Charges are released by the log's timestamps. */
    BY_LOG_TIME
}

package io.rollcall.apply;

import io.rollcall.command.Code;

/** What is counted while commands are applied. Thread-safe. */
public interface ApplyMetrics {

    /** A command was answered, for good or not. */
    void answered(Code code);

    /** A command was not for this connector, or a replay that was answered before. */
    void skipped();

    /**
     * The vendor turned the whole tenant away, or takes its requests again.
     *
     * @param reason for an operator, empty when all is well
     */
    void quarantined(String reason);

    ApplyMetrics NONE = new ApplyMetrics() {
        @Override
        public void answered(Code code) {}

        @Override
        public void skipped() {}

        @Override
        public void quarantined(String reason) {}
    };
}

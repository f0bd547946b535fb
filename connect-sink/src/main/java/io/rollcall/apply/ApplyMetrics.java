package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.vendor.VendorException;

/** What is counted while commands are applied. Thread-safe. */
public interface ApplyMetrics {

    /** A command was answered, for good or not. */
    void answered(Code code);

    /** A command was not for this connector, or a replay that was answered before. */
    void skipped();

    /** The vendor turned the whole tenant away. */
    void quarantined(VendorException why);

    /** The vendor takes the tenant's requests again. */
    void released();

    ApplyMetrics NONE = new ApplyMetrics() {
        @Override
        public void answered(Code code) {}

        @Override
        public void skipped() {}

        @Override
        public void quarantined(VendorException why) {}

        @Override
        public void released() {}
    };
}

package io.rollcall.simulator;

import java.util.Locale;
import java.util.Optional;

/** The four vendors; the lower-case name is the first segment of every URL of that vendor, and its name in the admin API. */
public enum Vendor {
    OLARK,
    LIVECHAT,
    GLADLY,
    TALKDESK;

    /** The first path segment of this vendor's URLs. */
    public String segment() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Vendor> ofSegment(String segment) {
        for (Vendor vendor : values()) {
            if (vendor.segment().equals(segment)) {
                return Optional.of(vendor);
            }
        }
        return Optional.empty();
    }
}

package io.rollcall.vendor;

import io.rollcall.vendor.gladly.GladlyVendor;
import io.rollcall.vendor.livechat.LiveChatVendor;
import io.rollcall.vendor.olark.OlarkVendor;
import io.rollcall.vendor.talkdesk.TalkdeskVendor;
import java.util.List;

/** The vendors that there are. */
public final class Vendors {
    public static final Vendor OLARK = new OlarkVendor();
    public static final Vendor LIVECHAT = new LiveChatVendor();
    public static final Vendor GLADLY = new GladlyVendor();
    public static final Vendor TALKDESK = new TalkdeskVendor();

    public static final List<Vendor> ALL = List.of(OLARK, LIVECHAT, GLADLY, TALKDESK);

    private Vendors() {}

    /**
     * The vendor of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Vendor named(String name) {
        return ALL.stream()
                .filter(vendor -> vendor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no vendor '" + name + "'"));
    }
}

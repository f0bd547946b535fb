package io.rollcall.source;

import io.rollcall.vendor.Vendors;

/** Publishes every change of every user of one Gladly account. */
public final class GladlySourceConnector extends UserSourceConnector {
    public GladlySourceConnector() {
        super(Vendors.GLADLY);
    }
}

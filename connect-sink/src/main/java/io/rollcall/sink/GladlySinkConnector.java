package io.rollcall.sink;

import io.rollcall.vendor.Vendors;

/** Applies provisioning commands to the users of one Gladly account. */
public final class GladlySinkConnector extends UserSinkConnector {
    public GladlySinkConnector() {
        super(Vendors.GLADLY);
    }
}

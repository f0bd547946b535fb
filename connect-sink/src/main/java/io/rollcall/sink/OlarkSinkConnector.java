package io.rollcall.sink;

import io.rollcall.vendor.Vendors;

/** Applies provisioning commands to the users of one Olark account. */
public final class OlarkSinkConnector extends UserSinkConnector {
    public OlarkSinkConnector() {
        super(Vendors.OLARK);
    }
}

package io.rollcall.source;

import io.rollcall.vendor.Vendors;

/** Publishes every change of every user of one Olark account. */
public final class OlarkSourceConnector extends UserSourceConnector {
    public OlarkSourceConnector() {
        super(Vendors.OLARK);
    }
}

package io.rollcall.source;

import io.rollcall.vendor.Vendors;

/** Publishes every change of every user of one LiveChat account. */
public final class LiveChatSourceConnector extends UserSourceConnector {
    public LiveChatSourceConnector() {
        super(Vendors.LIVECHAT);
    }
}

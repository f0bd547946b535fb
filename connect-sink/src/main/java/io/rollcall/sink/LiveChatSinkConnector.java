package io.rollcall.sink;

import io.rollcall.vendor.Vendors;

/** Applies provisioning commands to the users of one LiveChat account. */
public final class LiveChatSinkConnector extends UserSinkConnector {
    public LiveChatSinkConnector() {
        super(Vendors.LIVECHAT);
    }
}

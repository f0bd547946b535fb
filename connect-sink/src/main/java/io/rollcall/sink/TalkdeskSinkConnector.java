package io.rollcall.sink;

import io.rollcall.vendor.Vendors;

/** Applies provisioning commands to the users of one Talkdesk account. */
public final class TalkdeskSinkConnector extends UserSinkConnector {
    public TalkdeskSinkConnector() {
        super(Vendors.TALKDESK);
    }
}

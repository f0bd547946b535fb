package io.rollcall.source;

import io.rollcall.vendor.Vendors;

/** Publishes every change of every user of one Talkdesk account. */
public final class TalkdeskSourceConnector extends UserSourceConnector {
    public TalkdeskSourceConnector() {
        super(Vendors.TALKDESK);
    }
}

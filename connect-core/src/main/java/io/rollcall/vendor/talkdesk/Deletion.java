package io.rollcall.vendor.talkdesk;

import io.rollcall.http.Request;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.Write;
import java.util.List;

/** Deleting a user at Talkdesk, which takes the attribution of recordings and reports along. */
final class Deletion {

    private Deletion() {}

    /** @param allowed whether the operator wants users to be deleted at all */
    static Plan plan(boolean allowed, Request delete) {
        if (!allowed) {
            return new Plan.Impossible("Talkdesk users are not deleted unless " + TalkdeskVendor.ALLOW_DELETE
                    + "=true. Deactivate this one, for example with deleteMode SOFT, or allow deletion there.");
        }
        return new Plan.Requests(List.of(new Write(delete, Write.Effect.DRASTIC, Write.Absence.DONE, true)), List.of());
    }
}

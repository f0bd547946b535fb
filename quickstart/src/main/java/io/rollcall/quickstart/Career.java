package io.rollcall.quickstart;

import io.rollcall.command.MembershipAction;
import io.rollcall.command.Operation;
import io.rollcall.quickstart.CommandDraft.Text;
import io.rollcall.simulator.Vendor;

/** What becomes of somebody at a vendor, as commands in the vendor's own terms. */
record Career(Vendor vendor, String tenant, String email) {

    /**
     * How a simulated vendor calls what people belong to.
     *
     * @param type group or team
     * @param first the one to begin in
     * @param second the one to move to
     * @param role the role that nobody can do without; empty where there is none to give
     */
    record Terms(String type, String first, String second, String role) {}

    Terms terms() {
        return switch (vendor) {
            case OLARK, LIVECHAT -> new Terms("group", "Sales", "Support", "");
            case GLADLY -> new Terms("team", "Tier 1 Support", "Retention", "AGENT");
            case TALKDESK -> new Terms("team", "Support Team A", "Billing", "agent");
        };
    }

    /** Comes into being, as a member of the first group. */
    CommandDraft joins(String name) {
        CommandDraft draft = draft(Operation.CREATE)
                .with(Text.DISPLAY_NAME, name)
                .membership(terms().type(), MembershipAction.ADD, terms().first());
        return terms().role().isEmpty() ? draft : draft.membership("role", MembershipAction.REPLACE, terms().role());
    }

    /** Goes from the first group to the second. */
    CommandDraft moves() {
        return draft(Operation.SET_MEMBERSHIPS)
                .membership(terms().type(), MembershipAction.REMOVE, terms().first())
                .membership(terms().type(), MembershipAction.ADD, terms().second());
    }

    /** Is called something else. */
    CommandDraft called(String name) {
        return draft(Operation.UPDATE).with(Text.DISPLAY_NAME, name);
    }

    /** Cannot work any more: switched off where the vendor can do that, deleted where it cannot. */
    CommandDraft leaves() {
        return switch (vendor) {
            case OLARK, LIVECHAT -> draft(Operation.DELETE).hard();
            case GLADLY, TALKDESK -> draft(Operation.DEACTIVATE);
        };
    }

    private CommandDraft draft(Operation operation) {
        return new CommandDraft(vendor.segment(), operation).tenant(tenant).with(Text.EMAIL, email);
    }
}

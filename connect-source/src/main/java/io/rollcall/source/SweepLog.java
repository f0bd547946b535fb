package io.rollcall.source;

import io.rollcall.detect.SweepReport;
import io.rollcall.detect.SweepReport.Doubt;
import io.rollcall.detect.SweepReport.Hold;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators about sweeps: what they must act on once, at WARN; what goes as it should at DEBUG. */
final class SweepLog {
    private static final Logger LOG = LoggerFactory.getLogger(SweepLog.class);

    private final String account;
    private @Nullable String lastTrouble;
    private boolean first = true;

    /** For the account named as {@code vendor/tenant}. */
    SweepLog(String account) {
        this.account = account;
    }

    void swept(SweepReport report) {
        String trouble = trouble(report);
        if (trouble != null && !trouble.equals(lastTrouble)) {
            LOG.warn("{}: {}", account, trouble);
        } else if (trouble == null && (first || lastTrouble != null)) {
            LOG.info(
                    "{}: {} saw {} users on {} pages",
                    account,
                    first ? "first complete sweep of this task" : "all is well again, a complete sweep",
                    report.users(),
                    report.pages());
            first = false;
        } else {
            LOG.debug("{}: {}", account, report);
        }
        lastTrouble = trouble;
    }

    private static @Nullable String trouble(SweepReport report) {
        Hold held = report.held();
        if (held == null) {
            return report.incomplete() == null ? null : incomplete(report);
        }
        if (report.users() == 0) {
            return "the vendor listed nobody, but " + held.population() + " users are known. Nobody is deleted while "
                    + "nobody is left to prove that this is still the same account. Check the credentials and the account";
        }
        if (report.incomplete() != null) {
            return "the listing shows less than half of the " + held.population()
                    + " known users, as another account's "
                    + "would. Nothing of it is published. Check the credentials. Only if " + held.removals()
                    + " users really left, set guard.release=" + held.guardId()
                    + ": each of them is then deleted once a point read confirms it";
        }
        return held.removals() + " of " + held.population()
                + " users would be removed at once. They are held and looked at "
                + "again in every sweep, everything else is published. If that is right, set guard.release="
                + held.guardId() + " to let exactly these go";
    }

    private static String incomplete(SweepReport report) {
        return report.doubt() == Doubt.ANOTHER_ACCOUNT
                ? "an incomplete listing shows mostly strangers, as another account's would. Nothing of it is published. "
                        + "Check the credentials"
                : "sweep incomplete (" + report.incomplete()
                        + "). Creates and updates are published, deletes wait for a complete one";
    }
}

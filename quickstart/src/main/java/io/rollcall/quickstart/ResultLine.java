package io.rollcall.quickstart;

import io.rollcall.command.AttributeChange;
import io.rollcall.command.ProvisioningResult;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** One answer to a command as one readable line. */
final class ResultLine {
    private ResultLine() {}

    static String of(ProvisioningResult result) {
        Instant at = result.completedAt() == null ? result.startedAt() : result.completedAt();
        return "%-12s %-8s  %-9s %-18s %s%s%s%s"
                .formatted(
                        FeedLine.time(at),
                        result.key().vendor(),
                        result.code().status(),
                        result.code(),
                        result.operation(),
                        result.userId() == null ? "" : " of " + result.userId(),
                        changes(result),
                        remarks(result));
    }

    private static String changes(ProvisioningResult result) {
        List<String> changes = result.changes().stream().map(ResultLine::change).toList();
        return changes.isEmpty() ? "" : "  " + String.join(", ", changes);
    }

    private static String change(AttributeChange change) {
        String value = change.after() == null ? change.before() : change.after();
        return change.action() + " " + change.path() + (value == null ? "" : " " + value);
    }

    private static String remarks(ProvisioningResult result) {
        String warnings = result.warnings().isEmpty()
                ? ""
                : result.warnings().stream().collect(Collectors.joining(", ", "  warning: ", ""));
        return warnings + (result.message() == null ? "" : "  " + result.message());
    }
}

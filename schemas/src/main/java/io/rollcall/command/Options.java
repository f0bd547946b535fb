package io.rollcall.command;

import org.jspecify.annotations.Nullable;

/**
 * How to apply a command.
 *
 * @param dryRun plan and tell, send nothing that changes anything
 * @param onExisting for a CREATE of somebody who exists: {@code ADOPT}, {@code REACTIVATE} or {@code FAIL}
 * @param deleteMode {@code SOFT}, {@code HARD} or {@code SOFT_THEN_HARD}
 * @param allowRecreate whether a user may be deleted and made anew when the vendor cannot change an identifier
 * @param guardOverride who approved this removal in spite of the guard
 * @param approvalTimeoutMs how long an invitation may wait to be approved; null for the connector's setting
 */
public record Options(
        boolean dryRun,
        String onExisting,
        String deleteMode,
        boolean allowRecreate,
        @Nullable String guardOverride,
        @Nullable Long approvalTimeoutMs) {

    public static final Options DEFAULT = new Options(false, "ADOPT", "SOFT", false, null, null);
}

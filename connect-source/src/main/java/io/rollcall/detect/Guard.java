package io.rollcall.detect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds removals back when there are suspiciously many, until an operator names exactly that set.
 *
 * <p>A set is named by its guard id, a digest of user ids and revisions: another set has another id, and since publishing
 * a removal raises the revision, no id ever fits twice.
 */
final class Guard {
    private final int maxCount;
    private final int maxPercent;
    private final Set<String> releases;

    Guard(int maxCount, int maxPercent, Set<String> releases) {
        this.maxCount = maxCount;
        this.maxPercent = maxPercent;
        this.releases = releases;
    }

    /** Whether this many removals out of a population go without asking. One always does. */
    boolean allows(int removals, int population) {
        return removals <= 1 || (removals <= maxCount && removals * 100L <= (long) maxPercent * population);
    }

    /** Whether the operator let exactly this set go. */
    boolean released(String guardId) {
        return releases.contains(guardId);
    }

    /** The id of a set of removals, in no particular order. */
    static String idOf(Collection<String> removals) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String removal : new TreeSet<>(removals)) {
                digest.update(removal.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}

package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.budget.Priority;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all participants of a licence go by. It is itself part of the log, and the one with the highest version holds, whatever
 * a participant was configured with.
 *
 * <p>Lists of classes are in the order of {@link Priority}.
 *
 * @param version higher replaces lower
 * @param rules the version of the ledger's arithmetic; a participant that does not know it sends nothing
 * @param limits all of them hold; the first is the one that the vendor's headers speak of
 * @param useByMs how long after it was granted a permit may be sent; a later policy cannot make it shorter
 * @param arriveMs how long after it was sent a request may still reach the vendor; a later policy cannot make it shorter
 * @param guardPermille by how much two clocks may differ in their speed
 * @param reserve for each class, permits that only it and those before it may use
 * @param share for each class, the part of all grants, in thousandths, that it gets even when those before it could use it; no
 *     more than 1000 in all
 * @param burst for each class, how many permits it may be ahead of an even pace; negative for any number
 * @param maxHeld permits one participant may have out, which is also what is lost for a while when it dies
 * @param headroom permits of the first limit that are left to others
 * @param fixedWindow whether the vendor counts from one reset to the next rather than backwards from now
 * @param blindBackoffMs the first pause after a refusal that does not say how long
 * @param cold whether nothing is known of what was sent before the log began
 * @param search null when the limits are known
 */
public record Policy(
        @JsonProperty("cv") long version,
        @JsonProperty("sm") int rules,
        @JsonProperty("limits") List<Limit> limits,
        @JsonProperty("u") long useByMs,
        @JsonProperty("d") long arriveMs,
        @JsonProperty("gp") int guardPermille,
        @JsonProperty("res") List<Integer> reserve,
        @JsonProperty("sh") List<Integer> share,
        @JsonProperty("bu") List<Integer> burst,
        @JsonProperty("mh") int maxHeld,
        @JsonProperty("hr") int headroom,
        @JsonProperty("fx") boolean fixedWindow,
        @JsonProperty("bb") long blindBackoffMs,
        @JsonProperty("cold") boolean cold,
        @JsonProperty("aimd") @Nullable Search search)
        implements Entry {

    /** The arithmetic of this code. Whoever changes what {@link Ledger#apply} does gives it a new number. */
    public static final int RULES = 1;

    private static final long LEAST_GUARD_MS = 50;
    private static final long LONGEST_MS = 24L * 3600 * 1000;
    private static final int MOST_LIMITS = 8;
    private static final int WHOLE = 1000;
    private static final int CLASSES = Priority.values().length;

    public Policy {
        limits = List.copyOf(limits);
        reserve = List.copyOf(reserve);
        share = List.copyOf(share);
        burst = List.copyOf(burst);
        if (limits.isEmpty() || reserve.size() != CLASSES || share.size() != CLASSES || burst.size() != CLASSES) {
            throw new IllegalArgumentException("A policy needs a limit, and a reserve, share and burst for each class");
        }
        if (limits.size() > MOST_LIMITS) {
            throw new IllegalArgumentException("A policy with more limits than " + MOST_LIMITS);
        }
        if (rules < 1
                || !within(useByMs, LONGEST_MS)
                || !within(arriveMs, LONGEST_MS)
                || !within(blindBackoffMs, LONGEST_MS)
                || !within(maxHeld, Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("A policy with a time or number that is too small or too large");
        }
        if (guardPermille < 0 || guardPermille > WHOLE || headroom < 0) {
            throw new IllegalArgumentException("A policy with a guard or headroom that makes no sense");
        }
        if (Collections.min(reserve) < 0 || Collections.min(share) < 0) {
            throw new IllegalArgumentException("A policy with a reserve or share below nothing");
        }
        if (share.stream().mapToLong(Integer::longValue).sum() > WHOLE) {
            throw new IllegalArgumentException("A policy that promises its classes more than there is");
        }
        if (headroom >= limits.get(0).requests()) {
            throw new IllegalArgumentException("The headroom leaves nothing of the limit");
        }
    }

    private static boolean within(long number, long most) {
        return number >= 1 && number <= most;
    }

    /**
     * This policy, with permits held no shorter than under the one before. Permits of that one may still be sent by whoever
     * has not read this one yet.
     */
    Policy holdingAsLongAs(Policy before) {
        return new Policy(
                version,
                rules,
                limits,
                Math.max(useByMs, before.useByMs),
                Math.max(arriveMs, before.arriveMs),
                guardPermille,
                reserve,
                share,
                burst,
                maxHeld,
                headroom,
                fixedWindow,
                blindBackoffMs,
                cold,
                search);
    }

    /** How long a permit stays out at most before it is taken for sent: the age that certificate 0 states. */
    public long holdMs() {
        return useByMs + arriveMs;
    }

    /** A window and the guard for clocks: the age that certificate {@code 1 + limit} states. */
    public long spanMs(int limit) {
        long window = limits.get(limit).windowMs();
        return window + Math.max(LEAST_GUARD_MS, window * guardPermille / 1000);
    }

    /** The age that a certificate states. */
    public long ageMs(int certificate) {
        return certificate == 0 ? holdMs() : spanMs(certificate - 1);
    }

    /** One for permits that are out, and one for each limit. */
    public int certificates() {
        return 1 + limits.size();
    }
}

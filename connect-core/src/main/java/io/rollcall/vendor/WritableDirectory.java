package io.rollcall.vendor;

import io.rollcall.command.NamedRef;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The users of one tenant, to be looked up and changed one by one.
 *
 * <p>Thread-safe, unlike its parent: a sink works on many users at a time. Every method but {@link #plan} and
 * {@link #planCreate} may wait for a permit, for a retry and for the network, and throws {@link VendorException} when the
 * vendor could not be asked or would not do it. {@link #close} makes running calls fail promptly.
 */
public interface WritableDirectory extends UserDirectory {

    /**
     * Finds the users that carry an identity, whatever their state. What a filtered lookup returned is looked at again,
     * since a server may ignore the filter.
     *
     * @param identity of a kind that {@link Capabilities#identities} names
     * @param since the answer must show the vendor at this time or later. A vendor without lookups reads its whole list
     *     for it and lets others share, so an earlier time is cheaper
     * @return none, one or several
     */
    List<Lookup.Found> find(Identity identity, Instant since);

    /**
     * Finds a role, group, team, inbox or ring group by id or exact name. Names are kept for a while, and read again once
     * when one is missing. An id is taken as it is where the vendor offers no list to check it against.
     *
     * @param type one of {@link Capabilities#memberships}
     */
    Reference reference(String type, NamedRef ref);

    /**
     * Works out what has to be sent to bring a user into being. Pure.
     *
     * @return {@link Plan.Requests}, the first write of effect {@link Write.Effect#CREATE}, or {@link Plan.Impossible}
     */
    Plan planCreate(Goal.Present goal);

    /**
     * Works out what has to be sent for the user to be as asked, and leaves out what is so already. Pure: planning again
     * with a newer state continues what was interrupted.
     *
     * @param current the user's state, or null when nobody read it yet
     * @return {@link Plan.NeedsState} only for a {@code current} that is null or not {@link Lookup.Found#whole whole}
     */
    Plan plan(Goal goal, String userId, Lookup.@Nullable Found current);

    /**
     * Sends one write.
     *
     * @param stillWanted asked when its turn in the budget has come, right before it is sent; must not block
     * @return that the vendor accepted it, with any 2xx and whatever body
     * @throws VendorException with {@link Failure.Withheld} when it was not wanted any more; with
     *     {@link Failure.Transient#outcomeUnknown} when it may have taken effect
     */
    Written send(Write write, BooleanSupplier stillWanted);

    /** The same directory, for taking access away: its requests go before all others when the budget is short. */
    WritableDirectory urgent();
}

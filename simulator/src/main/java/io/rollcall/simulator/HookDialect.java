package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How one vendor tells of changes. */
interface HookDialect {

    /** What the vendor tells of changes that were made together; nothing for those it keeps silent about. */
    List<HookEvent> events(List<Change> changes);

    /** Whether the event goes to this subscription when that client caused it. */
    boolean wants(Subscription subscription, HookEvent event, String client);

    /** The whole body. */
    ObjectNode body(Subscription subscription, HookEvent event, String client, Instant now);

    /**
     * Checks a new subscription.
     *
     * @throws Refused to answer with the vendor's error
     * @throws IllegalArgumentException where the vendor has no API to answer by
     */
    void admit(Subscription wanted, List<Subscription> existing);

    /** Whether an answer counts as received. */
    boolean received(int status);

    /** When a delivery is tried again, counted from its first attempt. */
    List<Duration> resends();

    /** Whether a subscription is disabled once a delivery has failed for the last time. */
    boolean disablesInTheEnd();
}

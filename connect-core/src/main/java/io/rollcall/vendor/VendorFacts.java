package io.rollcall.vendor;

import io.rollcall.user.Attribute;
import java.time.Duration;
import java.util.Set;

/**
 * What detection has to know about a vendor as it is configured.
 *
 * @param vendor {@code olark}, {@code livechat}, {@code gladly} or {@code talkdesk}
 * @param apiVersion the pinned version of its API, for {@code source.apiVersion}
 * @param pointReadOnly attributes that a list view may lack and a point read carries; a listed user that lacks one of
 *     them needs completing. Empty when the list says everything
 * @param propagationDelay how long a read may still show the old state after a change; an absence must outlive it
 * @param stableExternalId whether {@code externalId} names the same person under a new id, so that a rename can be proved
 */
public record VendorFacts(
        String vendor,
        String apiVersion,
        Set<Attribute> pointReadOnly,
        Duration propagationDelay,
        boolean stableExternalId) {

    public VendorFacts {
        pointReadOnly = Set.copyOf(pointReadOnly);
    }
}

package io.rollcall.vendor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a request to a vendor can fail, told apart by what the caller has to do about it. */
public sealed interface Failure {

    /** Whether the same request may succeed later with nothing changed. */
    default boolean retryable() {
        return false;
    }

    /** Whether it was refused for what it asks, so that it says nothing about other requests. */
    default boolean ofThisRequestOnly() {
        return false;
    }

    /**
     * Too many requests: wait and repeat.
     *
     * @param retryAfter what the vendor asked for; null when it did not say
     */
    record Throttled(@Nullable Duration retryAfter) implements Failure {
        @Override
        public boolean retryable() {
            return true;
        }
    }

    /**
     * 5xx, timeout, dropped connection, unreadable body.
     *
     * @param outcomeUnknown true when the request may have taken effect: bytes of it were sent
     * @param retryAfter what the vendor asked for; null when it did not say
     */
    record Transient(boolean outcomeUnknown, @Nullable Duration retryAfter) implements Failure {
        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** 401 even with a fresh token: the credentials are wrong or revoked. */
    record Unauthorized() implements Failure {}

    /** 403: the credentials are good but may not do this. */
    record Forbidden() implements Failure {}

    /**
     * The account lives in another region.
     *
     * @param region where, in the vendor's own word; null when it did not say
     */
    record WrongRegion(@Nullable String region) implements Failure {}

    /** This item does not exist, or belongs to another account. */
    record Absent() implements Failure {
        @Override
        public boolean ofThisRequestOnly() {
            return true;
        }
    }

    /** 404 or 405 on a whole collection, a redirect, HTML: the address is wrong, nothing can be concluded. */
    record Misconfigured() implements Failure {}

    /** 409 or its like: there is one already. */
    record Exists() implements Failure {
        @Override
        public boolean ofThisRequestOnly() {
            return true;
        }
    }

    /** 400 or 422: this request will never succeed. */
    record Rejected() implements Failure {
        @Override
        public boolean ofThisRequestOnly() {
            return true;
        }
    }

    /** 402 or its like: no free seat or a plan limit. */
    record Capacity() implements Failure {}

    /** Nothing was sent: by the time that its turn had come, the caller did not want it any more. */
    record Withheld() implements Failure {}

    /** The directory was closed while the request ran. */
    record Closed() implements Failure {}
}

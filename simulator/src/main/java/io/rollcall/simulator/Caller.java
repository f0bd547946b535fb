package io.rollcall.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Who a request's credential says it is.
 *
 * @param kind what sort of credential was shown, never the credential; {@code none} when there was none
 * @param account the account it opens, or null when it opens nothing
 */
record Caller(String kind, @Nullable String account) {

    static final Caller ANONYMOUS = new Caller("none", null);
}

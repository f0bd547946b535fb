package io.rollcall.simulator;

/** What is wrong with a webhook that the vendor never sent. */
public enum Forgery {
    /** A secret of the right sort in the right place, but not the one agreed. */
    WRONG_SECRET,
    /** No secret at all. */
    NO_SECRET,
    /** The right secret, but the organisation of the other account; Gladly's bodies name none. */
    OTHER_ACCOUNT,
    /** The right secret, but a webhook id that nobody registered; Gladly's bodies name none. */
    UNKNOWN_SUBSCRIPTION
}

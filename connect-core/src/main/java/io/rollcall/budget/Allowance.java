package io.rollcall.budget;

/**
 * What a vendor lets all clients of one account send together, as far as anybody knows.
 *
 * @param limit never more than this
 * @param known whether the vendor has said so; otherwise the limit only bounds the search for the real one
 */
public record Allowance(RateLimit limit, boolean known) {}

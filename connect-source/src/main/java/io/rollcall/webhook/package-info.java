/**
 * Takes webhooks from the network: limits, authentication by what {@link io.rollcall.vendor.Webhooks} knows, and an answer.
 * What they lead to is none of its business.
 *
 * <p>The only package that imports io.netty.
 */
package io.rollcall.webhook;

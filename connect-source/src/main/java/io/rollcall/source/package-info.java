/**
 * The Kafka Connect side of the source connectors: settings, offsets, records, threads. What changed is decided in
 * {@code io.rollcall.detect}; how a vendor is asked, in {@code io.rollcall.vendor}.
 */
package io.rollcall.source;

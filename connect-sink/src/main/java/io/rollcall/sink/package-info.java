/**
 * The Kafka Connect side of the sink connectors: settings, records, topics, the ledger's place, threads. What a command
 * leads to is decided in {@code io.rollcall.apply}; how a vendor is asked, in {@code io.rollcall.vendor}.
 */
package io.rollcall.sink;

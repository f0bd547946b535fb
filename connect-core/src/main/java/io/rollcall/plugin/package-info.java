/**
 * What the shells of all connectors have in common on the side of Kafka Connect: validation that asks the vendor, and metrics
 * in the worker.
 */
package io.rollcall.plugin;

/** Where the records of a budget are kept: on a Kafka topic, or within one JVM. */
package io.rollcall.budget.log;

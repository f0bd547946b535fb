/**
 * The way of a command, from its record to its answer: decisions and their order.
 *
 * <p>No Kafka, no sockets, no clock of its own: what it needs of the world comes in through {@link
 * io.rollcall.vendor.WritableDirectory}, {@link io.rollcall.apply.Journal}, an executor and a time source, so that a test can
 * stop it at every step.
 */
package io.rollcall.apply;

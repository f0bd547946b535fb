/**
 * What changed, decided from what was read: no I/O, no clock, no Kafka Connect.
 *
 * <p>A {@link io.rollcall.detect.Detector} says what to do next and is told what came of it. It compares every sweep with
 * the {@link io.rollcall.detect.Roster}, which is what was last published, and believes in a departure only with
 * {@link io.rollcall.detect.Evidence} that passes the {@link io.rollcall.detect.Guard}.
 */
package io.rollcall.detect;

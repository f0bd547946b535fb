/**
 * One user of one tenant and what happened to it, in SCIM core (RFC 7643) names.
 *
 * <p>Pure values: no I/O, no clock, no Kafka Connect. Vendors produce {@link io.rollcall.user.User}s, detection compares
 * them, {@code io.rollcall.schema} turns {@link io.rollcall.user.UserChange}s into Connect Structs.
 */
package io.rollcall.user;

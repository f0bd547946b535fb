/**
 * An application to copy from: reads the users topics of all vendors and keeps one table of people, who has access where.
 *
 * <p>{@link io.rollcall.example.identity.IdentityTopology} is the place to begin reading.
 */
@NullMarked
package io.rollcall.example.identity;

import org.jspecify.annotations.NullMarked;

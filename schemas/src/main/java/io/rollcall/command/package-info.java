/**
 * Provisioning commands and their results: what producers ask for and what sink connectors answer.
 *
 * <p>Pure values, like {@link io.rollcall.user}; {@code io.rollcall.schema} turns them into Connect Structs and back.
 */
package io.rollcall.command;

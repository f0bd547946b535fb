/**
 * The contract on the wire: Connect schemas made from the {@code .avsc} files, and the codecs between them and the
 * records of {@code io.rollcall.user}.
 *
 * <p>Pure functions and values. A connector encodes with {@link io.rollcall.schema.UserKeyCodec} and
 * {@link io.rollcall.schema.UserEventCodec}; a reader in Java decodes with the same.
 */
package io.rollcall.schema;

/**
 * The contract on the wire: Connect schemas made from the {@code .avsc} files, and the codecs between them and the
 * records of {@code io.rollcall.user} and {@code io.rollcall.command}.
 *
 * <p>Pure functions and values. A source connector encodes with {@link io.rollcall.schema.UserKeyCodec} and
 * {@link io.rollcall.schema.UserEventCodec}; a sink connector decodes with {@link io.rollcall.schema.CommandCodec} and
 * answers with {@link io.rollcall.schema.ResultCodec}. A reader or producer in Java uses the same.
 *
 * <p>What a connector writes is read leniently, since it is of this contract in some version. What producers write is
 * read by {@code CommandReader}, which trusts nothing and says by its path what is wrong.
 */
package io.rollcall.schema;

package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What has become of the permits of one grant. Totals, so that a record that is lost or comes twice is made good by the next.
 *
 * @param grant the offset of the record that granted them
 * @param done how many were used, and have ended
 * @param unused how many were not and will not be sent
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"grant", "done", "unused"})
public record Settled(long grant, int done, int unused) {}

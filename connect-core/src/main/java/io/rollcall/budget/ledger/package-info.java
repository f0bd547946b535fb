/**
 * The budget of a licence as a pure function of a log. This is why no window of the vendor's ever sees more requests than the
 * limit, whatever is delayed, lost, repeated, paused or killed:
 *
 * <p>Let S be those of our requests that reach the vendor within one window, and x the one of them whose permit was granted last, by
 * the record at offset g. When g was applied, no more than the limit was in use, x included. Suppose that some other y of S was not counted
 * then. It had been released before, at an offset c, c &lt;= g, by a certificate: somebody had known the record d for at least a
 * window when it wrote c, where d is the record that closed y. So c was written a window or more after d.
 *
 * <ul>
 *   <li>If d is the report that y had ended, y had reached the vendor before d was written.
 *   <li>If d is the record at which y was presumed sent, a certificate says that d was written at least the hold time, which is use-by plus
 *       arrival, after the record that granted y. Its holder may not send it later than use-by after a record of
 *       its own that precedes the grant, and whatever was sent arrives within the arrival time or never. So again y had reached the
 *       vendor before d was written.
 * </ul>
 *
 * <p>Either way g was written a window or more after y arrived, and x was sent after g was written: x and y cannot be in the same
 * window. Permits that were given back were never sent. So S is no larger than the limit.
 *
 * <p>Nothing is assumed about clocks but that they run at the same speed, within the guard; nothing about how long a record
 * takes to be written or read. The log's own timestamps pace, pause and search, and nothing else.
 *
 * <p>One thing has to be believed: that a process is not stopped for longer than the arrival time between its last check and the socket.
 */
package io.rollcall.budget.ledger;

package io.rollcall.vendor;

/** Whether a listing goes on, and if not, whether it can be trusted to have shown everybody. */
public sealed interface Paging {

    /** There is another page. */
    record More() implements Paging {}

    /** The vendor's own rule ended the listing: whoever was not on it may be gone. */
    record Complete() implements Paging {}

    /**
     * The listing stopped without the vendor's rule being met: nothing may be concluded from an absence.
     *
     * @param reason for the log and a metric; a few words, no personal data, for example {@code repeated cursor}
     */
    record Incomplete(String reason) implements Paging {}

    Paging MORE = new More();
    Paging COMPLETE = new Complete();
}

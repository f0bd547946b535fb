package io.rollcall.budget;

/** What a participant may believe of the records that are older than it is. */
enum Past {
    /** That the log's timestamps tell their age, within a second. */
    DATED,
    /** Only that they were there when it read them. */
    UNDATED,
    /** That there were others, which are lost: nobody knows what was sent. */
    LOST
}

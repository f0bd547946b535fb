package io.rollcall.webhook;

/** Where authentic webhooks go. Called on the listener's thread, so it must not block. */
public interface Inbox {

    /** This user may have changed. Returns false when there is no room to remember that. */
    boolean concerns(String userId);

    /** Something changed that only a listing of all users shows. */
    void everybody();
}

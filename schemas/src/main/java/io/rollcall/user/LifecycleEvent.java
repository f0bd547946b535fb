package io.rollcall.user;

/** What happened to the person, which a reader cannot always tell from {@link Op}. */
public enum LifecycleEvent {
    DISCOVERED,
    CREATED,
    INVITED,
    ACTIVATED,
    SUSPENDED,
    DEACTIVATED,
    REACTIVATED,
    UPDATED,
    RENAMED,
    DELETED
}

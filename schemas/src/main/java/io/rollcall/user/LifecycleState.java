package io.rollcall.user;

/** Where a user stands in its life at the vendor. */
public enum LifecycleState {
    /** Created, not yet accepted or approved; cannot work. */
    INVITED,
    /** Can work. */
    ACTIVE,
    /** Blocked for now by an administrator of the vendor (LiveChat). */
    SUSPENDED,
    /** Switched off, kept for history (Gladly {@code active=false}, Talkdesk {@code status=inactive}). */
    DEACTIVATED,
    /** The vendor does not say, or not in this view. */
    UNKNOWN;

    /** The state of this name; {@link #UNKNOWN} for a name that a later version may have added. */
    public static LifecycleState ofName(String name) {
        for (LifecycleState state : values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return UNKNOWN;
    }

    /** Whether going from {@link #ACTIVE} to here takes away access, which is what the mass-change guard counts. */
    public boolean isRemoval() {
        return this == SUSPENDED || this == DEACTIVATED;
    }
}

package io.rollcall.apply;

/** A command waits for the vendor to approve a user; its record is finished for now, and its subject goes on. */
final class Await extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String userId;

    Await(String userId) {
        super(null, null, false, false);
        this.userId = userId;
    }

    /** Whose approval. */
    String userId() {
        return userId;
    }
}

package io.rollcall.user;

/** What happened to the row, in Debezium's codes. */
public enum Op {
    /** Read by the first sweep. */
    READ("r"),
    CREATE("c"),
    UPDATE("u"),
    DELETE("d");

    private final String code;

    Op(String code) {
        this.code = code;
    }

    /** Debezium's one-letter code. */
    public String code() {
        return code;
    }

    /**
     * The operation of a code.
     *
     * @throws IllegalArgumentException if it is none of ours
     */
    public static Op ofCode(String code) {
        for (Op op : values()) {
            if (op.code.equals(code)) {
                return op;
            }
        }
        throw new IllegalArgumentException("No operation has the code '" + code + "'; known are r, c, u and d");
    }
}

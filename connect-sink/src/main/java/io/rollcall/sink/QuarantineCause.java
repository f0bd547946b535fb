package io.rollcall.sink;

import io.rollcall.vendor.Failure;

/** Why a vendor turns a whole tenant away, as coarsely as an operator has to know to go about it. */
enum QuarantineCause {
    CREDENTIALS("it refuses the credentials, or they may not do this"),
    ADDRESS("the account is not at the configured address"),
    THROTTLED("it says that there are too many requests"),
    TROUBLE("it fails, cannot be reached, or refuses whatever it is asked");

    private final String meaning;

    QuarantineCause(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    static QuarantineCause of(Failure failure) {
        if (failure instanceof Failure.Unauthorized || failure instanceof Failure.Forbidden) {
            return CREDENTIALS;
        }
        if (failure instanceof Failure.WrongRegion || failure instanceof Failure.Misconfigured) {
            return ADDRESS;
        }
        return failure instanceof Failure.Throttled ? THROTTLED : TROUBLE;
    }
}

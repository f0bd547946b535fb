package io.rollcall.simulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One vendor's HTTP side. Paths in a {@link Call} begin below the vendor's own segment. */
interface VendorFake {

    /** What the request asks for; {@code unknown} if nothing the vendor knows. */
    String action(Call call);

    /** Whose credential the request shows. */
    Caller caller(Call call);

    /** The page that a user listing is asked for, from 1; 0 for any other request. */
    int page(Call call);

    /**
     * Handles an authenticated request, or a request for a token.
     *
     * @throws Refused to answer with an error
     * @throws IllegalArgumentException for an unreadable body
     */
    Answer answer(Call call, SimulatedAccount account);

    /** Handles a request for a token; asked only for the action {@code token}. */
    default Answer token(Call call, Caller caller) {
        return error(404, "not_found", "no token endpoint here");
    }

    /** Answers a request that needs no credential; null for any other. */
    default @Nullable Answer open(Call call) {
        return null;
    }

    /** The API client that a request comes from; empty when its credential names none. */
    default String clientId(Call call) {
        return "";
    }

    /** An error in the vendor's shape. */
    Answer error(int status, String code, String detail);

    /** The same, for a request whose surface has a shape of its own. */
    default Answer error(Call call, int status, String code, String detail) {
        return error(status, code, detail);
    }

    /** The rate headers of any answer. */
    Map<String, String> rateHeaders(RateWindow.Verdict verdict);

    /** The parameters that the journal may keep; never a secret. */
    default Map<String, String> journalled(Call call) {
        return call.query();
    }
}

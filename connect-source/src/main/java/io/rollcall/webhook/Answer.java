package io.rollcall.webhook;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/** What a request can be answered with. Everybody who is refused for one reason gets the same answer. */
enum Answer {
    HEALTHY(HttpResponseStatus.OK, null),
    TAKEN(HttpResponseStatus.OK, null),
    IGNORED(HttpResponseStatus.OK, null),
    GARBLED(HttpResponseStatus.BAD_REQUEST, "garbled"),
    UNAUTHORIZED(HttpResponseStatus.UNAUTHORIZED, "unauthorized"),
    ELSEWHERE(HttpResponseStatus.NOT_FOUND, "path"),
    WRONG_METHOD(HttpResponseStatus.METHOD_NOT_ALLOWED, "method"),
    TOO_SLOW(HttpResponseStatus.REQUEST_TIMEOUT, "slow"),
    NO_LENGTH(HttpResponseStatus.LENGTH_REQUIRED, "length"),
    TOO_LARGE(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "size"),
    LINE_TOO_LONG(HttpResponseStatus.REQUEST_URI_TOO_LONG, "line"),
    NO_JSON(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "type"),
    HEADERS_TOO_LARGE(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers"),
    FULL(HttpResponseStatus.SERVICE_UNAVAILABLE, "full");

    final HttpResponseStatus status;
    /** The reason in the metric's name; null when the request is not refused. */
    final @Nullable String reason;

    Answer(HttpResponseStatus status, @Nullable String reason) {
        this.status = status;
        this.reason = reason;
    }

    /** Whether whoever asked has shown the secret, and is welcome to send more. */
    boolean isAuthentic() {
        return this == TAKEN || this == IGNORED;
    }

    /** To something that is no HTTP as we speak it. */
    static Answer toFailure(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpHeaderException) {
            return HEADERS_TOO_LARGE;
        }
        return cause instanceof TooLongHttpLineException ? LINE_TOO_LONG : GARBLED;
    }
}

package io.rollcall.http;

import io.rollcall.http.TransportException.Trouble;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells by OkHttp's and the JDK's exceptions why there was no answer. */
final class TransportErrors {

    private TransportErrors() {}

    static TransportException classify(@Nullable Throwable error, boolean onWire, boolean closed) {
        if (error instanceof TransportException known) {
            return known;
        }
        if (closed) {
            return TransportException.closed(onWire);
        }
        return new TransportException(trouble(error), onWire, "no complete answer", error);
    }

    private static Trouble trouble(@Nullable Throwable error) {
        if (error instanceof UnknownHostException) {
            return Trouble.UNKNOWN_HOST;
        }
        if (error instanceof ConnectException || error instanceof NoRouteToHostException) {
            return Trouble.UNREACHABLE;
        }
        if (error instanceof SSLException) {
            return Trouble.TLS;
        }
        // SocketTimeoutException is one of these too.
        return error instanceof InterruptedIOException ? Trouble.TIMEOUT : Trouble.DROPPED;
    }
}

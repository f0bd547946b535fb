package io.rollcall.http;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.config.HttpSettings;
import io.rollcall.vendor.Failure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one table from what a vendor or the network did to what a caller has to do about it. Pure.
 *
 * <p>A machine-readable code in the body is asked first, then the status, then the error of the transport: the four vendors
 * share no statuses, and LiveChat does not document its own.
 *
 * <p>A host that cannot be resolved and a certificate that is not trusted are {@link Failure.Transient}, not
 * {@link Failure.Misconfigured}: name servers and certificates have bad hours, and ending a connector for one of them would
 * cost more than the few repetitions that a mistyped address costs. The message names the setting either way.
 */
final class FailureTable {
    private static final Map<String, Function<Signal, Failure>> CODES = Map.ofEntries(
            entry("too_many_requests", Signal::throttled),
            entry("pending_requests_limit_reached", Signal::throttled),
            entry("temporarily_unavailable", Signal::throttled),
            entry("internal", Signal::transientFailure),
            entry("service_unavailable", Signal::transientFailure),
            entry("request_timeout", Signal::transientFailure),
            entry("authentication", signal -> new Failure.Unauthorized()),
            entry("invalid_token", signal -> new Failure.Unauthorized()),
            entry("invalid_client", signal -> new Failure.Unauthorized()),
            entry("invalid_grant", signal -> new Failure.Unauthorized()),
            entry("unauthorized_client", signal -> new Failure.Unauthorized()),
            entry("unsupported_grant_type", signal -> new Failure.Unauthorized()),
            entry("invalid_scope", signal -> new Failure.Unauthorized()),
            entry("authorization", signal -> new Failure.Forbidden()),
            entry("missing_access", signal -> new Failure.Forbidden()),
            entry("not_allowed", signal -> new Failure.Forbidden()),
            entry("insufficient_scope", signal -> new Failure.Forbidden()),
            entry("requester_suspended", signal -> new Failure.Forbidden()),
            entry("requester_awaiting_approval", signal -> new Failure.Forbidden()),
            entry("misdirected_request", signal -> new Failure.WrongRegion(signal.region)),
            entry("not_found", Signal::absent),
            entry("group_not_found", Signal::absent),
            entry("license_not_found", signal -> new Failure.Misconfigured()),
            entry("already_exists", signal -> new Failure.Exists()),
            entry("conflict", signal -> new Failure.Exists()),
            entry("taken", signal -> new Failure.Exists()),
            entry("uniqueness", signal -> new Failure.Exists()),
            entry("validation", signal -> new Failure.Rejected()),
            entry("unsupported_version", signal -> new Failure.Rejected()),
            entry("wrong_product_version", signal -> new Failure.Rejected()),
            entry("entity_too_large", signal -> new Failure.Rejected()),
            entry("limit_reached", signal -> new Failure.Capacity()),
            entry("seats_limit_exceeded", signal -> new Failure.Capacity()),
            entry("license_expired", signal -> new Failure.Capacity()));

    private static final Map<Integer, Function<Signal, Failure>> STATUSES = Map.ofEntries(
            entry(401, signal -> new Failure.Unauthorized()),
            entry(402, signal -> new Failure.Capacity()),
            entry(403, signal -> new Failure.Forbidden()),
            entry(404, Signal::absent),
            entry(405, signal -> new Failure.Misconfigured()),
            entry(407, signal -> new Failure.Misconfigured()),
            entry(408, Signal::transientFailure),
            entry(409, signal -> new Failure.Exists()),
            entry(410, Signal::absent),
            entry(421, signal -> new Failure.WrongRegion(signal.region)),
            entry(425, Signal::transientFailure),
            entry(429, Signal::throttled));

    private FailureTable() {}

    /** What the table looks at. */
    private record Signal(
            Request.Target target,
            boolean webPage,
            @Nullable Duration delay,
            @Nullable String region) {

        Failure throttled() {
            return new Failure.Throttled(delay);
        }

        /** The vendor had the whole request. */
        Failure transientFailure() {
            return new Failure.Transient(true, delay);
        }

        /** A web page that says 404 comes from a wrong host or a proxy: it is no word about the item. */
        Failure absent() {
            return target == Request.Target.ITEM && !webPage ? new Failure.Absent() : new Failure.Misconfigured();
        }
    }

    /** Judges an answer of any status; {@code now} is what a date in it is compared with. */
    static Verdict judge(Request request, Reply reply, Instant now) {
        return reply.successful() ? judgeSuccess(request, reply, now) : judgeError(request, reply, now);
    }

    /** Whether the answer says that there were too many requests, in whatever way. */
    static boolean throttles(Request request, Reply reply, Instant now) {
        return judge(request, reply, now) instanceof Verdict.Bad bad && bad.failure() instanceof Failure.Throttled;
    }

    private static Verdict judgeError(Request request, Reply reply, Instant now) {
        ErrorBody error = ErrorBody.of(reply);
        Signal signal = signal(request, reply, now, error.region());
        String what = "answered " + reply.status() + (error.text().isEmpty() ? "" : " (" + error.text() + ")");
        for (String code : error.codes()) {
            Function<Signal, Failure> row = CODES.get(code);
            if (row != null) {
                return new Verdict.Bad(row.apply(signal), what);
            }
        }
        if (reply.status() >= 300 && reply.status() < 400) {
            return new Verdict.Bad(
                    new Failure.Misconfigured(),
                    "answered " + reply.status() + ", a redirect, which is not followed because it would take the"
                            + " credentials elsewhere");
        }
        Function<Signal, Failure> otherwise =
                reply.status() >= 500 ? Signal::transientFailure : rejected -> new Failure.Rejected();
        return new Verdict.Bad(STATUSES.getOrDefault(reply.status(), otherwise).apply(signal), what);
    }

    private static Verdict judgeSuccess(Request request, Reply reply, Instant now) {
        String what = "answered " + reply.status();
        if (reply.isWebPage()) {
            return new Verdict.Bad(new Failure.Misconfigured(), what + " with a web page instead of JSON");
        }
        try {
            JsonNode body = Json.read(reply);
            String type = ErrorBody.typeOf(body);
            Function<Signal, Failure> row = type == null ? null : CODES.get(type.toLowerCase(Locale.ROOT));
            if (row == null) {
                return new Verdict.Good(body);
            }
            ErrorBody error = ErrorBody.of(reply);
            return new Verdict.Bad(
                    row.apply(signal(request, reply, now, error.region())), what + " (" + error.text() + ")");
        } catch (StreamConstraintsException e) {
            return new Verdict.Bad(
                    new Failure.Misconfigured(), what + " with JSON nested or long beyond what is safe to read");
        } catch (IOException e) {
            // Jackson's message quotes the body, so only the fact is told.
            return new Verdict.Bad(new Failure.Transient(true, null), what + " with incomplete or invalid JSON");
        }
    }

    private static Signal signal(Request request, Reply reply, Instant now, @Nullable String region) {
        return new Signal(
                request.target(), reply.isWebPage(), RateHeaders.of(reply, now).delay(), region);
    }

    /** Judges that there was no answer. */
    static Verdict.Bad judge(Request request, TransportException error) {
        Failure passing = new Failure.Transient(error.sent(), null);
        String check = ". Check " + request.hostSetting();
        return switch (error.trouble()) {
            case BAD_ADDRESS ->
                new Verdict.Bad(
                        new Failure.Misconfigured(),
                        "was not sent: the address is no https address, and plain http to other machines takes "
                                + HttpSettings.ALLOW_INSECURE + "=true" + check);
            case UNKNOWN_HOST -> new Verdict.Bad(passing, "found no such host" + check + " if this lasts");
            case UNREACHABLE ->
                new Verdict.Bad(
                        passing, "could not connect" + check + " and " + HttpSettings.PROXY_URL + " if this lasts");
            case PROXY_REFUSED ->
                new Verdict.Bad(
                        new Failure.Misconfigured(),
                        "was refused by the proxy. Check " + HttpSettings.PROXY_USER + " and "
                                + HttpSettings.PROXY_PASSWORD);
            case TLS ->
                new Verdict.Bad(
                        passing,
                        "found no trust over TLS" + check + ", " + HttpSettings.CA_FILE + " and "
                                + HttpSettings.CLIENT_CERTIFICATE_FILE + " if this lasts");
            case TIMEOUT ->
                new Verdict.Bad(
                        passing,
                        "was not answered in time, see " + HttpSettings.CONNECT_TIMEOUT + " and "
                                + HttpSettings.READ_TIMEOUT);
            case DROPPED -> new Verdict.Bad(passing, "lost its connection");
            case OVERSIZED ->
                new Verdict.Bad(
                        new Failure.Misconfigured(),
                        "was answered at more length than " + HttpSettings.MAX_BODY_BYTES + " allows");
            case WITHHELD -> new Verdict.Bad(new Failure.Withheld(), "was not sent because it was not wanted any more");
            case CLOSED -> new Verdict.Bad(new Failure.Closed(), "was stopped because the connector was");
        };
    }
}

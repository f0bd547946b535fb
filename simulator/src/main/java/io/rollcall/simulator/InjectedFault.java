package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Something that shall go wrong with matching requests. Begin with {@link #of} or {@link #status(int, String)}, narrow it with the other
 * methods, each of which returns a changed copy, and queue it with {@link SimulatedVendor#inject}.
 *
 * @param kind what goes wrong
 * @param action the action to match (see the journal for names); empty matches all
 * @param pathContains text that the path must contain; empty matches all
 * @param skip how many matching requests pass unharmed first
 * @param times how many requests suffer; -1 until cleared
 * @param status status for {@link Kind#STATUS} and {@link Kind#REDIRECT}
 * @param body body for {@link Kind#STATUS} and {@link Kind#HTML}
 * @param headers headers added to a {@link Kind#STATUS} or {@link Kind#REDIRECT} answer
 * @param drop for {@link Kind#SHORT_LISTING}, how many users at the end of the listing are left out
 * @param ids for {@link Kind#SHORT_LISTING}, ids left out as well
 * @param millis duration of a {@link Kind#SLOW_BODY}
 */
public record InjectedFault(
        Kind kind,
        String action,
        String pathContains,
        int skip,
        int times,
        int status,
        String body,
        Map<String, String> headers,
        int drop,
        Set<String> ids,
        int millis) {

    /** What goes wrong. */
    public enum Kind {
        /** The request is not handled; a status, body and headers of choice are the answer. */
        STATUS,
        /** The connection is reset before the request is handled. */
        RESET,
        /** The request is handled, then the connection is reset. */
        RESET_AFTER_WRITE,
        /** Nothing is handled and nothing answered until {@link Simulator#releaseHangs}; then the request is handled. */
        HANG,
        /** The request is handled, but nothing answered until released. */
        HANG_AFTER_WRITE,
        /** The right answer, cut in the middle of its JSON, with status 200. */
        TRUNCATED,
        /** Status 200 and an HTML page. */
        HTML,
        /** A redirect to another host; set {@code Location} in the headers to choose where. */
        REDIRECT,
        /** The listing's next cursor points at this very page; numbered pages repeat the page before. */
        REPEATED_CURSOR,
        /** A well-formed listing of nobody. */
        EMPTY_LISTING,
        /** A well-formed listing that leaves some users out; single reads still find them. */
        SHORT_LISTING,
        /** The right answer, dribbled. */
        SLOW_BODY
    }

    /** Copies the collections. */
    public InjectedFault {
        headers = Map.copyOf(headers);
        ids = Set.copyOf(ids);
    }

    /** A fault that strikes the next request of the vendor, once. */
    public static InjectedFault of(Kind kind) {
        int status = kind == Kind.REDIRECT ? 302 : 500;
        return new InjectedFault(kind, "", "", 0, 1, status, "", Map.of(), 0, Set.of(), 3000);
    }

    /** A status with a body, once. */
    public static InjectedFault status(int status, String body) {
        return new InjectedFault(Kind.STATUS, "", "", 0, 1, status, body, Map.of(), 0, Set.of(), 0);
    }

    /** Only requests of this action. */
    public InjectedFault onAction(String newAction) {
        return new InjectedFault(kind, newAction, pathContains, skip, times, status, body, headers, drop, ids, millis);
    }

    /** Only requests whose path contains this. */
    public InjectedFault onPath(String fragment) {
        return new InjectedFault(kind, action, fragment, skip, times, status, body, headers, drop, ids, millis);
    }

    /** Lets so many matching requests pass first. */
    public InjectedFault after(int matching) {
        return new InjectedFault(kind, action, pathContains, matching, times, status, body, headers, drop, ids, millis);
    }

    /** Strikes so many requests; -1 until cleared. */
    public InjectedFault repeated(int newTimes) {
        return new InjectedFault(kind, action, pathContains, skip, newTimes, status, body, headers, drop, ids, millis);
    }

    /** Adds answer headers. */
    public InjectedFault headers(Map<String, String> newHeaders) {
        return new InjectedFault(kind, action, pathContains, skip, times, status, body, newHeaders, drop, ids, millis);
    }

    /** Leaves out the last users of a listing. */
    public InjectedFault dropping(int last) {
        return new InjectedFault(kind, action, pathContains, skip, times, status, body, headers, last, ids, millis);
    }

    /** Leaves out these users of a listing. */
    public InjectedFault dropping(Set<String> newIds) {
        return new InjectedFault(kind, action, pathContains, skip, times, status, body, headers, drop, newIds, millis);
    }

    /** How long a slow body takes. */
    public InjectedFault lasting(int newMillis) {
        return new InjectedFault(kind, action, pathContains, skip, times, status, body, headers, drop, ids, newMillis);
    }

    boolean matches(String requestAction, String path) {
        return (action.isEmpty() || action.equals(requestAction)) && path.contains(pathContains);
    }

    static InjectedFault fromJson(ObjectNode json) {
        InjectedFault standard = of(Kind.valueOf(Json.text(json, "kind").toUpperCase(Locale.ROOT)));
        Map<String, String> headers = new TreeMap<>();
        json.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        JsonNode body = json.path("body");
        List<String> ids = new ArrayList<>();
        json.path("ids").forEach(id -> ids.add(id.asText()));
        return new InjectedFault(
                standard.kind,
                Json.text(json, "action"),
                Json.text(json, "pathContains"),
                json.path("skip").asInt(0),
                json.path("times").asInt(1),
                json.path("status").asInt(standard.status),
                body.isContainerNode() ? body.toString() : body.asText(""),
                headers,
                json.path("drop").asInt(0),
                Set.copyOf(ids),
                json.path("millis").asInt(standard.millis));
    }
}

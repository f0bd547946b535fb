package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request, decoded.
 *
 * @param method upper case
 * @param path decoded segments, without the vendor's own
 * @param query decoded, so {@code page[number]} and {@code page%5Bnumber%5D} are the same name
 * @param headers case-insensitive lookup, null when absent
 * @param body as received
 * @param fault what shall go wrong with this request, if anything
 */
record Call(
        String method,
        List<String> path,
        Map<String, String> query,
        Function<String, @Nullable String> headers,
        String body,
        @Nullable InjectedFault fault) {

    static Call of(String method, String url, Function<String, @Nullable String> headers, String body) {
        int mark = url.indexOf('?');
        String path = mark < 0 ? url : url.substring(0, mark);
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                // A plus sign means itself in a path, and a space only in a query.
                segments.add(decoded(segment.replace("+", "%2B")));
            }
        }
        return new Call(method, segments, form(mark < 0 ? "" : url.substring(mark + 1)), headers, body, null);
    }

    Call below() {
        return new Call(method, path.subList(1, path.size()), query, headers, body, fault);
    }

    Call suffering(@Nullable InjectedFault newFault) {
        return new Call(method, path, query, headers, body, newFault);
    }

    boolean is(String wantedMethod, String... pattern) {
        if (!method.equals(wantedMethod) || path.size() != pattern.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean startsWith(String... prefix) {
        return path.size() >= prefix.length && path.subList(0, prefix.length).equals(List.of(prefix));
    }

    @Nullable
    String header(String name) {
        return headers.apply(name);
    }

    /** A positive number from the query; {@code fallback} when absent or unreadable, as lenient servers do. */
    int number(String name, int fallback) {
        String text = query.get(name);
        try {
            return text == null ? fallback : Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return fallback;
        }
    }

    /**
     * The body as an object; a blank body is an empty object.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    ObjectNode json() {
        return body.isBlank() ? Json.object() : Json.parse(body);
    }

    /** The body of a token request, which may be a form or JSON. */
    Map<String, String> parameters() {
        if (!body.stripLeading().startsWith("{")) {
            return form(body);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        json().properties()
                .forEach(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        return parameters;
    }

    private static Map<String, String> form(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                pairs.put(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A stray percent sign: take it literally.
            return text;
        }
    }
}

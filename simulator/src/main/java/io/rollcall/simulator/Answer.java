package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** One response as the vendor meant it, before faults touch it. */
record Answer(int status, String contentType, Map<String, String> headers, String body) {

    static Answer json(int status, JsonNode body) {
        return new Answer(status, "application/json", Map.of(), body.toString());
    }

    static Answer ok(JsonNode body) {
        return json(200, body);
    }

    static Answer empty(int status) {
        return new Answer(status, "", Map.of(), "");
    }

    Answer as(String newContentType) {
        return new Answer(status, newContentType, headers, body);
    }

    Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, contentType, all, body);
    }

    Answer with(String newBody) {
        return new Answer(status, contentType, headers, newBody);
    }

    boolean successful() {
        return status >= 200 && status < 300;
    }
}

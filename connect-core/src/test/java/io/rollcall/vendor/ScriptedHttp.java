package io.rollcall.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.http.Answer;
import io.rollcall.http.JsonHttp;
import io.rollcall.http.Request;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A vendor that says what it was told to say, and remembers what it was asked. */
public final class ScriptedHttp implements JsonHttp {
    public static final Instant SENT_AT = Instant.parse("2026-03-01T12:00:00Z");

    private final Deque<Object> script = new ArrayDeque<>();
    public final List<Request> asked = new ArrayList<>();

    public ScriptedHttp answers(String... bodies) {
        script.addAll(List.of(bodies));
        return this;
    }

    public ScriptedHttp fails(Failure failure) {
        script.add(new VendorException(failure, "scripted", null));
        return this;
    }

    @Override
    public Answer send(Request request) {
        asked.add(request);
        Object next = script.remove();
        if (next instanceof VendorException failure) {
            throw failure;
        }
        return new Answer(200, json((String) next), SENT_AT);
    }

    public static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}

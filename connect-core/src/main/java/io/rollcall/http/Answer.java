package io.rollcall.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A 2xx answer.
 *
 * @param status HTTP status
 * @param body its JSON; a missing node when the body was empty
 * @param sentAt when the request was sent, in the connector's time
 */
public record Answer(int status, JsonNode body, Instant sentAt) {}

package io.rollcall.schema;

import org.jspecify.annotations.Nullable;

/**
 * Which connector saw a change; equal for all events of one connector instance.
 *
 * @param version version of the connector
 * @param connector kind of connector, such as {@code livechat}
 * @param topicPrefix the prefix of its topics, Debezium's logical server name
 * @param apiVersion version of the vendor's API, null when the vendor has none
 */
public record SourceInfo(
        String version,
        String connector,
        String topicPrefix,
        @Nullable String apiVersion) {}

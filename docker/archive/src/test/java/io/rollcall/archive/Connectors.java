package io.rollcall.archive;

import java.util.List;
import java.util.stream.Stream;

/** The classes that somebody may name in {@code connector.class}. */
final class Connectors {

    static final List<String> SOURCES = List.of(
            "io.rollcall.source.GladlySourceConnector",
            "io.rollcall.source.LiveChatSourceConnector",
            "io.rollcall.source.OlarkSourceConnector",
            "io.rollcall.source.TalkdeskSourceConnector");
    static final List<String> SINKS = List.of(
            "io.rollcall.sink.GladlySinkConnector",
            "io.rollcall.sink.LiveChatSinkConnector",
            "io.rollcall.sink.OlarkSinkConnector",
            "io.rollcall.sink.TalkdeskSinkConnector");
    static final List<String> ALL =
            Stream.of(SOURCES, SINKS).flatMap(List::stream).toList();

    private Connectors() {}
}

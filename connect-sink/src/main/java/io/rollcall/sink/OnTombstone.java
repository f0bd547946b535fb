package io.rollcall.sink;

import java.util.Locale;

/** What a record without a value asks for. */
enum OnTombstone {
    IGNORE,
    DEACTIVATE,
    DELETE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

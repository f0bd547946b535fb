package io.rollcall.vendor.olark;

import io.rollcall.command.Operation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What stands in for deactivating an operator, which Olark does not know. */
enum OlarkDeactivation {
    /** Nothing does. */
    UNSUPPORTED,
    /** The operator takes no chats until somebody says otherwise, the operator included. */
    UNAVAILABLE,
    /** The operator is deleted. */
    DELETE;

    static List<String> words() {
        return Arrays.stream(values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    static OlarkDeactivation of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** What commands may ask for. */
    Set<Operation> operations() {
        return switch (this) {
            case UNSUPPORTED -> EnumSet.complementOf(EnumSet.of(Operation.ACTIVATE, Operation.DEACTIVATE));
            case UNAVAILABLE -> EnumSet.allOf(Operation.class);
            case DELETE -> EnumSet.complementOf(EnumSet.of(Operation.ACTIVATE));
        };
    }
}

package io.rollcall.vendor.livechat;

import io.rollcall.command.Operation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What stands in for deactivating an agent, which LiveChat's public API cannot do. */
enum LiveChatDeactivation {
    /** Nothing does. */
    UNSUPPORTED,
    /** The agent is suspended, by actions that LiveChat opens to few. */
    SUSPEND,
    /** The agent is deleted. */
    DELETE;

    static List<String> words() {
        return Arrays.stream(values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    static LiveChatDeactivation of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** What commands may ask for. */
    Set<Operation> operations() {
        return switch (this) {
            case UNSUPPORTED -> EnumSet.complementOf(EnumSet.of(Operation.ACTIVATE, Operation.DEACTIVATE));
            case SUSPEND -> EnumSet.allOf(Operation.class);
            case DELETE -> EnumSet.complementOf(EnumSet.of(Operation.ACTIVATE));
        };
    }
}

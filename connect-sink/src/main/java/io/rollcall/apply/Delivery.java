package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.command.ProvisioningCommand;

/** A record of the commands topic that has to be answered. */
public sealed interface Delivery {

    /** Where it lies. */
    CommandRef ref();

    /** Whose turn it is; order holds for equal keys. */
    CommandKey key();

    /**
     * A command.
     *
     * @param fingerprint digest of what it asks
     */
    record Wanted(CommandRef ref, ProvisioningCommand command, String fingerprint) implements Delivery {
        @Override
        public CommandKey key() {
            return command.key();
        }
    }

    /**
     * A record that is no command, but shows who has to be answered.
     *
     * @param commandId as far as it could be read; empty otherwise
     * @param code {@link Code#INVALID_COMMAND} or {@link Code#FORBIDDEN_ATTRIBUTE}
     * @param problem what is wrong with it, safe to publish
     */
    record Malformed(CommandRef ref, CommandKey key, String commandId, Code code, String problem) implements Delivery {}
}

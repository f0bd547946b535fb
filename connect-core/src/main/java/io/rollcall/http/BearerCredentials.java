package io.rollcall.http;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** A token that never changes: Talkdesk's SCIM, LiveChat's long-lived ones. */
public final class BearerCredentials implements Credentials {
    private final String scheme;
    private final Password token;
    private final String settings;

    /**
     * @param scheme put before the token; empty for the bare token, as Talkdesk's own page on SCIM shows it
     * @param settings the settings that they come from, for messages
     * @throws ConfigException when the token cannot be a header: usually a line end copied with it
     */
    public BearerCredentials(String scheme, Password token, String settings) {
        if (!token.value().chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
            throw new ConfigException(
                    "The token of " + settings + " holds a blank, a line end or another character that"
                            + " no token has. Copy it again, without anything before or after it.");
        }
        this.scheme = scheme.strip();
        this.token = token;
        this.settings = settings;
    }

    @Override
    public String header() {
        return scheme.isEmpty() ? token.value() : scheme + " " + token.value();
    }

    @Override
    public boolean refused(String header) {
        return false;
    }

    @Override
    public List<String> secrets() {
        return List.of(token.value());
    }

    @Override
    public String settings() {
        return settings;
    }
}

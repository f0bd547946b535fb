package io.rollcall.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.config.types.Password;

/** A user and a password that never change: Gladly, Olark, LiveChat's personal access tokens. */
public final class BasicCredentials implements Credentials {
    private final String user;
    private final Password password;
    private final String settings;

    /** @param settings the settings that they come from, for messages */
    public BasicCredentials(String user, Password password, String settings) {
        this.user = user;
        this.password = password;
        this.settings = settings;
    }

    static String encode(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String header() {
        return encode(user, password.value());
    }

    @Override
    public boolean refused(String header) {
        return false;
    }

    @Override
    public List<String> secrets() {
        // Where the key is the user, as at Olark, there is no password.
        return List.of(password.value(), password.value().isEmpty() ? user : "", header());
    }

    @Override
    public String settings() {
        return settings;
    }
}

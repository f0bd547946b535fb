package io.rollcall.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** A machine and a port as a setting. Unset is allowed. */
final class HostPort implements ConfigDef.Validator {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");

    static String host(String value) {
        return match(value).group(1);
    }

    static int port(String value) {
        return Integer.parseInt(match(value).group(2));
    }

    private static Matcher match(String value) {
        Matcher match = FORM.matcher(value.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("Not host:port");
        }
        return match;
    }

    /** The messages do not repeat the value: a password in it is one of the mistakes. */
    @Override
    public void ensureValid(String key, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (!FORM.matcher(((String) value).strip()).matches()) {
            throw new ConfigException(key + " is not of the form host:port. Write it without http:// and without user,"
                    + " for example proxy.example.com:3128.");
        }
        int port = port((String) value);
        if (port < 1 || port > 65_535) {
            throw new ConfigException(key + " has the port " + port + ". Give one from 1 to 65535.");
        }
    }

    @Override
    public String toString() {
        return "host:port";
    }
}

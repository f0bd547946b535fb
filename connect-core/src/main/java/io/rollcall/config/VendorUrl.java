package io.rollcall.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** An address of a vendor as a setting: absolute, and nothing but scheme, host, port and path. Unset is allowed. */
public final class VendorUrl implements ConfigDef.Validator {

    @Override
    public void ensureValid(String key, @Nullable Object value) {
        if (value != null) {
            check(key, (String) value);
        }
    }

    /**
     * Reads an address that this validator has seen, without slashes at its end.
     *
     * @throws ConfigException on {@code key} when it is plain http to another machine and
     *     {@value HttpSettings#ALLOW_INSECURE} does not allow that, or when it is not set
     */
    public static String read(AbstractConfig settings, String key) {
        String value = settings.getString(key);
        if (value == null) {
            throw new ConfigException(
                    key + " is not set. Give the address that the vendor shows, for example" + " https://host/path.");
        }
        boolean allowInsecure = Boolean.TRUE.equals(settings.values().get(HttpSettings.ALLOW_INSECURE));
        if (!Egress.permits(check(key, value), allowInsecure)) {
            throw new ConfigException(key + " is plain http to another machine, which would send the credentials in"
                    + " the clear. Use https, or set " + HttpSettings.ALLOW_INSECURE + "=true to allow it.");
        }
        String trimmed = value.strip();
        while (trimmed.endsWith("/")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        return trimmed;
    }

    /** The messages do not repeat the value: a password in it is one of the mistakes. */
    private static URI check(String key, String value) {
        URI url;
        try {
            url = new URI(value.strip());
        } catch (URISyntaxException e) {
            throw new ConfigException(key + " is not a web address: " + e.getReason() + " at position " + e.getIndex()
                    + ". Write it as https://host/path.");
        }
        String scheme = url.getScheme();
        if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
            throw new ConfigException(key + " does not begin with https://. Write it as https://host/path.");
        }
        if (url.getHost() == null) {
            throw new ConfigException(key + " names no host. Write it as https://host/path.");
        }
        if (url.getRawUserInfo() != null) {
            throw new ConfigException(key + " holds a user or password. Move them to the settings for credentials.");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new ConfigException(key + " holds a query or fragment. Remove everything from the ? or # on.");
        }
        return url;
    }

    /** Shown as the valid values in the generated reference. */
    @Override
    public String toString() {
        return "an https address without user, query and fragment; http only to this machine";
    }
}

package io.rollcall.vendor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses at a vendor. */
public final class Addresses {
    private static final Pattern VERSION = Pattern.compile("/(v\\d+(?:\\.\\d+)?)(?=/|$)");

    private Addresses() {}

    /**
     * The address of an item of a collection.
     *
     * @param id the item's id, with every character that means something in a path encoded
     * @throws VendorException for an id that cannot be a path segment, because it means another directory even when encoded
     */
    public static String item(String collection, String id) {
        if (id.isEmpty() || id.equals(".") || id.equals("..")) {
            throw new VendorException(
                    new Failure.Rejected(), "A user was not asked for: no address can hold its id", null);
        }
        return collection + "/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%7E", "~");
    }

    /** The version of the API as its address says, such as {@code v3.6}; otherwise the one given. */
    public static String version(String url, String otherwise) {
        Matcher version = VERSION.matcher(url);
        return version.find() ? version.group(1) : otherwise;
    }
}

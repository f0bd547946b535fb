package io.rollcall.budget.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A licence as its logs are named by it, the same for every connector that uses it.
 *
 * @param hash stands for the licence, whose own name may be nobody else's business
 */
public record LicenceKey(String vendor, String hash) {
    private static final int HASHED = 8;

    /**
     * The key of a licence.
     *
     * @param licence whatever the vendor calls it by
     */
    public static LicenceKey of(String vendor, String licence) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((vendor + ":" + licence).getBytes(StandardCharsets.UTF_8));
            return new LicenceKey(vendor, HexFormat.of().formatHex(digest, 0, HASHED));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The topic that the log of this licence is kept on, unless somebody names another. */
    public String topic() {
        return "rollcall.budget." + vendor + "." + hash;
    }
}

package io.rollcall.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a vendor's words whatever should not reach a log: credentials, which some vendors repeat in their messages,
 * and e-mail addresses.
 */
final class Redaction {
    private static final int LONGEST = 300;
    private static final int LONGEST_INPUT = 2_000;
    private static final int SHORTEST_SECRET = 4;
    private static final String MASK = "***";

    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(basic|bearer)\\s+[^\\s\"',;]+");
    private static final Pattern NAMED = Pattern.compile("(?i)((?:key|token|secret|password|passwd|authorization"
            + "|credential|signature)s?[\"']?\\s*[:=]\\s*[\"']?)[^\\s\"',;&}]+");
    private static final Pattern EMAIL = Pattern.compile("[^\\s\"'<>(),;:=]+(?:@|%40)[^\\s\"'<>(),;&]+");
    private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9_+/=.~-]{20,}");
    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern DIGIT = Pattern.compile("\\d");

    private Redaction() {}

    /** One line of at most 300 characters. */
    static String of(String text) {
        String line = text.substring(0, Math.min(text.length(), LONGEST_INPUT))
                .replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ")
                .strip();
        line = SCHEME.matcher(line).replaceAll("$1 " + MASK);
        line = NAMED.matcher(line).replaceAll("$1" + MASK);
        line = EMAIL.matcher(line).replaceAll(MASK);
        line = OPAQUE.matcher(line).replaceAll(word -> Matcher.quoteReplacement(opaque(word.group())));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** The text without these words. A shorter word than any secret would only garble it. */
    static String of(String text, List<String> secrets) {
        String masked = text;
        for (String secret : secrets) {
            masked = secret.length() < SHORTEST_SECRET ? masked : masked.replace(secret, MASK);
        }
        return masked;
    }

    /** Long words with digits are keys and tokens, except request ids in the one form that is worth telling support. */
    private static String opaque(String word) {
        return UUID.matcher(word).matches() || !DIGIT.matcher(word).find() ? word : MASK;
    }
}

package io.rollcall.schema;

import java.util.regex.Pattern;

/** How messages name a place in a command, such as {@code memberships[0].refs[2].id}. */
final class MemberPath {

    // Anybody may have written the name, so only what looks like a name is repeated: an address has an @.
    private static final Pattern NAME = Pattern.compile("[\\p{Alpha}_][\\w:.-]{0,63}");

    private MemberPath() {}

    static String member(String parent, String name) {
        String shown = NAME.matcher(name).matches() ? name : "?";
        return parent.isEmpty() ? shown : parent + "." + shown;
    }

    static String element(String parent, int index) {
        return parent + "[" + index + "]";
    }
}

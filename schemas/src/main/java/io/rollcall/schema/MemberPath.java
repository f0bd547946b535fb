package io.rollcall.schema;

/** How messages name a place in a command, such as {@code memberships[0].refs[2].id}. */
final class MemberPath {

    private static final int LONGEST_NAME = 64;

    private MemberPath() {}

    static String member(String parent, String name) {
        String shown = isName(name) ? name : "?";
        return parent.isEmpty() ? shown : parent + "." + shown;
    }

    /** Anybody may have written it, so only what looks like a name is repeated: an address has an @. */
    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && isFirst(name.charAt(0))
                && name.chars().allMatch(MemberPath::isPart);
    }

    private static boolean isFirst(int symbol) {
        return (symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z') || symbol == '_';
    }

    private static boolean isPart(int symbol) {
        return isFirst(symbol) || (symbol >= '0' && symbol <= '9') || ":.-".indexOf(symbol) >= 0;
    }

    static String element(String parent, int index) {
        return parent + "[" + index + "]";
    }
}

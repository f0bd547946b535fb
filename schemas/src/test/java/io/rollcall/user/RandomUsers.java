package io.rollcall.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Users, keys and changes drawn from everything that the records allow; one seed always gives the same ones. */
public final class RandomUsers {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "Ada",
            "ada",
            "ÅSA@Example.test",
            "o'neil+x@example.test",
            "\"}\\/",
            "a\nb",
            "日本",
            "👩‍💻",
            "{}");

    private final Random random;

    public RandomUsers(long seed) {
        random = new Random(seed);
    }

    public UserKey key() {
        return new UserKey(pick("olark", "livechat", "gladly", "talkdesk"), "tenant-" + random.nextInt(3), text());
    }

    /** Instants carry no more than milliseconds, as on the wire. */
    public User user() {
        return new User(
                text(),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(random::nextBoolean),
                pick(LifecycleState.values()),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                list(() -> new Email(text(), orNull(() -> pick("work", "other")), random.nextBoolean())),
                list(() -> new Phone(text(), orNull(() -> pick("work", "mobile", "extension")))),
                list(this::ref),
                list(this::ref),
                orNull(this::instant),
                orNull(this::instant),
                map(),
                map());
    }

    public UserChange change() {
        Op op = pick(Op.values());
        return new UserChange(
                key(),
                op,
                pick(LifecycleEvent.values()),
                op == Op.UPDATE || op == Op.DELETE ? user() : null,
                op == Op.DELETE ? null : user(),
                1 + (random.nextLong() >>> 1) / 2,
                list(this::text),
                orNull(this::instant),
                instant(),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                random.nextBoolean());
    }

    public Instant instant() {
        return Instant.ofEpochMilli(random.nextLong() >> 20);
    }

    private Ref ref() {
        return new Ref(
                text(),
                orNull(this::text),
                pick("role", "group", "team", "inbox", "ring_group"),
                orNull(() -> pick("first", "normal", "last", "supervisor")));
    }

    private String text() {
        return random.nextInt(3) == 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : Long.toString(random.nextLong(), 36);
    }

    private Map<String, String> map() {
        Map<String, String> map = new TreeMap<>();
        list(this::text).forEach(name -> map.put("vendor:" + name, text()));
        return map;
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int size = random.nextInt(4); size > 0; size--) {
            list.add(element.get());
        }
        return list;
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextInt(3) == 0 ? null : value.get();
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}

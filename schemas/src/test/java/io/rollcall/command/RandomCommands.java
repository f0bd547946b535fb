package io.rollcall.command;

import io.rollcall.user.RandomUsers;
import io.rollcall.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Commands and results drawn from everything that the contract allows; one seed always gives the same ones. */
public final class RandomCommands {

    private static final List<String> TEXTS =
            List.of("null", "Ada", "ÅSA@Example.test", "o'neil+x@example.test", "\"}\\/", "日本", "👩‍💻", "{}", " x ");

    private final Random random;
    private final RandomUsers users;

    public RandomCommands(long seed) {
        random = new Random(seed);
        users = new RandomUsers(seed);
    }

    public CommandKey key() {
        return new CommandKey(pick("olark", "livechat", "gladly", "talkdesk"), "tenant-" + random.nextInt(3), text());
    }

    /** Instants carry no more than milliseconds, as on the wire. */
    public ProvisioningCommand command() {
        return new ProvisioningCommand(
                text(),
                count(),
                orNull(this::text),
                users.instant(),
                orNull(users::instant),
                key(),
                subject(),
                pick(pick(Operation.values()).name(), "PROMOTE"),
                patch(),
                list(this::membership),
                new Preconditions(orNull(this::text), orNull(this::text), orNull(random::nextBoolean)),
                options());
    }

    public ProvisioningResult result() {
        return new ProvisioningResult(
                text(),
                text(),
                orNull(this::text),
                count(),
                key(),
                orNull(this::text),
                orNull(this::text),
                pick(Operation.values()).name(),
                orNull(() -> pick(Operation.values()).name()),
                pick(Code.values()),
                random.nextBoolean(),
                list(() -> new AttributeChange(
                        text(), pick("set", "clear", "add", "remove"), orNull(this::text), orNull(this::text))),
                list(this::text),
                this.<User>orNull(users::user),
                this.<User>orNull(users::user),
                orNull(this::text),
                1 + random.nextInt(9),
                users.instant(),
                this.<Instant>orNull(users::instant),
                this.<Instant>orNull(users::instant),
                new CommandRef(text(), random.nextInt(50), count()),
                text(),
                random.nextInt(9));
    }

    private Subject subject() {
        return switch (random.nextInt(4)) {
            case 0 -> new Subject(text(), orNull(this::text), orNull(this::text), orNull(this::text));
            case 1 -> new Subject(null, text(), orNull(this::text), orNull(this::text));
            case 2 -> new Subject(null, null, text(), orNull(this::text));
            default -> new Subject(null, null, null, text());
        };
    }

    private UserPatch patch() {
        if (random.nextInt(4) == 0) {
            return UserPatch.NONE;
        }
        Map<String, String> extensions = new TreeMap<>();
        list(this::text).forEach(name -> extensions.put("vendor:" + name, pick("6", "true", "null", "\"a b\"", "[1]")));
        return new UserPatch(
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                extensions,
                new TreeSet<>(list(() -> pick("title", "timezone", "phoneNumber"))));
    }

    private MembershipChange membership() {
        return new MembershipChange(
                pick("role", "group", "team", "inbox", "ring_group"),
                pick(pick(MembershipAction.values()).name(), "SWAP"),
                list(() -> random.nextBoolean()
                        ? new NamedRef(text(), orNull(this::text), orNull(this::text))
                        : new NamedRef(null, text(), orNull(this::text))));
    }

    private Options options() {
        return random.nextInt(3) == 0
                ? Options.DEFAULT
                : new Options(
                        random.nextBoolean(),
                        pick("ADOPT", "REACTIVATE", "FAIL"),
                        pick("SOFT", "HARD", "SOFT_THEN_HARD"),
                        random.nextBoolean(),
                        orNull(this::text),
                        this.<Long>orNull(this::count));
    }

    private long count() {
        return random.nextInt(3) == 0 ? 0 : random.nextLong() >>> 1;
    }

    // Letters behind a hyphen would now and then spell a word that looks secret.
    private String text() {
        return random.nextInt(3) == 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : Long.toString(random.nextLong());
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

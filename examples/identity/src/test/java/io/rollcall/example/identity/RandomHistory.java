package io.rollcall.example.identity;

import io.rollcall.user.LifecycleState;
import io.rollcall.user.UserChange;
import io.rollcall.user.UserKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Things that happen to accounts and people, and to the records that tell of it. */
final class RandomHistory {

    private final Random random;
    private final Directory model = new Directory();
    private final List<Life> lives = new ArrayList<>();
    private final Map<UserKey, List<UserChange>> told = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();

    /** @param line records of a line keep their order */
    record Sent(String line, Consumer<Table> record) {
        void sendTo(Table table) {
            record.accept(table);
        }
    }

    RandomHistory(Random random) {
        this.random = random;
        for (String vendor : List.of("olark", "livechat", "gladly", "talkdesk")) {
            lives.add(new Life(vendor, "acme", vendor + "-1"));
            lives.add(new Life(vendor, "acme", vendor + "-2"));
            lives.add(new Life(vendor, "branch", vendor + "-1"));
        }
    }

    Directory model() {
        return model;
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Lets one thing happen to the table and to the model; tells what, in words. */
    String step(Table table) {
        Life life = lives.get(random.nextInt(lives.size()));
        int dice = random.nextInt(20);
        if (dice < 4) {
            return person(table);
        }
        if (life.state() == null) {
            return tell(table, life, life.created(id(), emails()));
        }
        return switch (dice) {
            case 4, 5, 6, 7, 8 -> tell(table, life, life.emails(emails()));
            case 9, 10 -> tell(table, life, life.externalId(id()));
            case 11, 12, 13 -> tell(table, life, life.becomes(LifecycleState.values()[random.nextInt(5)]));
            case 14, 15 -> end(table, life);
            case 16 -> tell(table, life, life.readAnew());
            case 17 -> crash(table, life);
            case 18 -> repeat(table, life);
            default -> poison(table);
        };
    }

    private String tell(Table table, Life life, UserChange change) {
        told.computeIfAbsent(life.key, key -> new ArrayList<>()).add(change);
        send(table, life.key.toString(), to -> to.tell(change));
        model.account(life.key, life.state());
        return change.toString();
    }

    private String end(Table table, Life life) {
        String what = tell(table, life, life.deleted());
        if (random.nextBoolean()) {
            send(table, life.key.toString(), to -> to.tombstone(life.key));
        }
        return what;
    }

    /** The worker dies without exactly-once delivery, and tells under used revisions what is true by now. */
    private String crash(Table table, Life life) {
        life.forgetsRevisions(1 + random.nextInt(3));
        return tell(table, life, life.emails(emails()));
    }

    /** Events come again, up to the last one or not, as after a failover to another cluster. */
    private String repeat(Table table, Life life) {
        List<UserChange> changes = told.get(life.key);
        UserChange last = changes.get(changes.size() - 1);
        UserChange again = changes.get(random.nextInt(changes.size()));
        // The one that cannot be told from news: a revision that was used twice, and is the next.
        if (again.revision() != last.revision() + 1) {
            send(table, life.key.toString(), to -> to.tell(again));
        }
        return "again " + again;
    }

    private String poison(Table table) {
        send(table, "poison", to -> to.raw("olark.users", new byte[] {1}, new byte[] {2}));
        return "poison";
    }

    private String person(Table table) {
        String person = "p" + random.nextInt(3);
        if (random.nextInt(4) == 0) {
            model.noPerson(person);
            send(table, person, to -> to.person(person, null));
            return "no person " + person;
        }
        String id = id();
        Set<String> emails = new TreeSet<>();
        List.of(emails()).forEach(email -> emails.add(email.toLowerCase(Locale.ROOT)));
        boolean active = random.nextBoolean();
        model.person(person, id, emails, active);
        String json = "{\"externalId\":%s,\"active\":%s,\"emails\":[%s]}"
                .formatted(
                        quoted(id),
                        active,
                        String.join(
                                ",", emails.stream().map(RandomHistory::quoted).toList()));
        send(table, person, to -> to.person(person, json));
        return json;
    }

    private void send(Table table, String line, Consumer<Table> record) {
        Sent next = new Sent(line, record);
        sent.add(next);
        next.sendTo(table);
    }

    private @Nullable String id() {
        return random.nextInt(3) == 0 ? "100" + random.nextInt(4) : null;
    }

    private String[] emails() {
        String[] emails = new String[random.nextInt(5) == 0 ? random.nextInt(3) : 1];
        for (int i = 0; i < emails.length; i++) {
            String name = "user" + random.nextInt(10);
            emails[i] = (random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT)) + "@acme.example";
        }
        return emails;
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }
}

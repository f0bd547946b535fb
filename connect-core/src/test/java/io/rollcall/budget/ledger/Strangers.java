package io.rollcall.budget.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records that nobody who is well would write, and policies of any kind. */
final class Strangers {
    private static final long[] NUMBERS = {
        Long.MIN_VALUE, Integer.MIN_VALUE, -1_000, -2, -1, 0, 1, 2, 3, 7, 999, 1_001, 1L << 31, 1L << 50, Long.MAX_VALUE
    };

    private final Random random;

    Strangers(Random random) {
        this.random = random;
    }

    Policy policy(long version) {
        Terms terms = new Terms()
                .version(random.nextInt(4) == 0 ? random.nextInt(3) : version)
                .hold(200 + random.nextInt(800), 200 + random.nextInt(2_000))
                .maxHeld(1 + random.nextInt(6))
                .reserve(random.nextInt(3), random.nextInt(2), 0, 0)
                .headroom(random.nextInt(2) * random.nextInt(3));
        Limit first = new Limit(3 + random.nextInt(12), 1_000 + random.nextInt(9_000));
        Limit second = new Limit(1 + random.nextInt(30), 500 + random.nextInt(12_000));
        terms = random.nextBoolean() ? terms.limits(first) : terms.limits(first, second);
        if (random.nextInt(3) > 0) {
            terms.share(0, random.nextInt(500), random.nextInt(300), random.nextInt(200));
        }
        if (random.nextInt(3) == 0) {
            terms.burst(-1, random.nextInt(4), random.nextInt(3), 0);
        }
        if (random.nextInt(4) == 0) {
            terms.search(new Search(1 + random.nextInt(5), 6, 850));
        }
        return random.nextInt(4) == 0
                ? terms.cold().policy()
                : terms.fixedWindow().policy();
    }

    /** A record that can be read, with numbers out of the blue; now and then one that cannot. */
    byte[] bytes(long offset, Ledger ledger) {
        if (random.nextInt(4) == 0) {
            return text(offset, ledger).getBytes(StandardCharsets.UTF_8);
        }
        Observation told = new Observation(
                random.nextBoolean(), number(offset), number(offset), small(), small(), number(offset), number(offset));
        Policy policy = ledger.policy();
        return EntryCodec.encode(new Update(
                random.nextInt(3) == 0 ? number(offset) : random.nextInt(8),
                number(offset),
                policy == null ? 0 : policy.version(),
                number(offset),
                list(4).stream().map(Long::intValue).map(each -> each / 2 * 2).toList(),
                random.nextBoolean() ? list(4) : List.of(0L, 0L, 0L, 0L),
                List.of(new Settled(number(offset), small(), small())),
                List.of(number(offset), number(offset), number(offset)),
                random.nextBoolean() ? told : null,
                random.nextInt(20) == 0 ? Update.Mark.QUARANTINE : null));
    }

    private String text(long offset, Ledger ledger) {
        Snapshot snapshot = new Snapshot(offset - 1, ledger.hash(), ledger.state());
        StringBuilder text = new StringBuilder(new String(EntryCodec.encode(snapshot), StandardCharsets.UTF_8));
        int at = 30 + random.nextInt(text.length() - 30);
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.toString().replaceFirst("\"(t|k|w|lim|r|done)\":\\d+", "\"$1\":" + number(offset));
            default -> text.insert(at, random.nextInt(10)).toString();
        };
    }

    private List<Long> list(int size) {
        List<Long> list = new ArrayList<>();
        for (int i = random.nextInt(20) == 0 ? 1 : 0; i < size; i++) {
            list.add(Math.abs(number(9) / 2));
        }
        return list;
    }

    private int small() {
        return (int) number(5);
    }

    private long number(long near) {
        return random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : near - random.nextInt(20);
    }
}

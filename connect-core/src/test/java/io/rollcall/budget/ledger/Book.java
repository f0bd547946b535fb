package io.rollcall.budget.ledger;

import io.rollcall.budget.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log with its ledger, written by hand: one record after the other, at times that the test tells. */
final class Book {
    static final long A = 1;
    static final long B = 2;

    final Ledger ledger = new Ledger();
    long now = 1_000_000;
    long next;
    List<Grant> grants = List.of();
    private final Map<Long, Long> sequences = new HashMap<>();

    static Book of(Terms terms) {
        Book book = new Book();
        book.write(terms.policy());
        return book;
    }

    /** Applies a record and tells its offset. */
    long write(@Nullable Entry entry) {
        Entry read = entry == null ? null : EntryCodec.decode(EntryCodec.encode(entry));
        grants = ledger.apply(next, now, read).grants();
        return next++;
    }

    /** What one participant writes, by default nothing but that it is there. */
    Letter from(long participant) {
        return new Letter(participant);
    }

    /** Lets everything that was written so far become old by every certificate, as a participant that wants nothing observes it. */
    long certifyAll(long participant) {
        Policy policy = ledger.policy();
        int count = policy == null ? 0 : policy.certificates();
        return from(participant).certifies(Collections.nCopies(count, next - 1)).write();
    }

    final class Letter {
        private final long participant;
        private long sequence;
        private long version;
        private List<Integer> want = List.of(0, 0, 0, 0);
        private List<Long> known = List.of(0L, 0L, 0L, 0L);
        private final List<Settled> settled = new ArrayList<>();
        private List<Long> certificates = List.of();
        private @Nullable Observation observation;
        private Update.@Nullable Mark mark;

        private Letter(long participant) {
            this.participant = participant;
            sequence = sequences.merge(participant, 1L, Long::sum);
            Policy policy = ledger.policy();
            version = policy == null ? 0 : policy.version();
        }

        Letter wants(Integer... each) {
            want = List.of(each);
            return this;
        }

        Letter wants(Priority priority, int count) {
            List<Integer> wanted = new ArrayList<>(Collections.nCopies(4, 0));
            wanted.set(priority.rank(), count);
            want = wanted;
            return this;
        }

        Letter knows(Long... each) {
            known = List.of(each);
            return this;
        }

        Letter settles(long grant, int done, int unused) {
            settled.add(new Settled(grant, done, unused));
            return this;
        }

        Letter certifies(List<Long> each) {
            certificates = each;
            return this;
        }

        Letter byVersion(long wanted) {
            version = wanted;
            return this;
        }

        Letter numbered(long wanted) {
            sequence = wanted;
            return this;
        }

        Letter observes(Observation told) {
            observation = told;
            return this;
        }

        Letter marks(Update.Mark said) {
            mark = said;
            return this;
        }

        long write() {
            return Book.this.write(update());
        }

        Update update() {
            return new Update(
                    participant, sequence, version, next - 1, want, known, settled, certificates, observation, mark);
        }
    }

    /** A success that tells how much is left. */
    static Observation left(long asOf, long grant, int limit, int remaining, @Nullable Long resetMs) {
        return new Observation(false, asOf, grant, limit, remaining, resetMs, null);
    }

    static Observation success(long grant) {
        return new Observation(false, grant, grant, null, null, null, null);
    }

    static Observation refusal(long grant, @Nullable Long retryAfterMs) {
        return new Observation(true, grant, grant, null, null, null, retryAfterMs);
    }
}

package io.rollcall.example.identity;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of accounts in, accounts out: drops what is repeated or late. A null value is the end of an account, in and out.
 *
 * <p>What it last heard of a deleted account it keeps for a while, so that an event that comes late does not bring the
 * account back; then it forgets, since even the key may be personal data.
 */
final class AccountProcessor extends ContextualProcessor<String, AccountEvent, String, Entry> {

    static final String STORE = "accounts";

    private static final Logger LOG = LoggerFactory.getLogger(AccountProcessor.class);
    private static final Duration SWEEP = Duration.ofHours(1);

    private final Duration remember;

    /**
     * @param event the last event that counted
     * @param heardAt when, in epoch milliseconds by this machine's clock
     */
    record Heard(AccountEvent event, long heardAt) {}

    AccountProcessor(Duration remember) {
        this.remember = remember;
    }

    @Override
    public void init(ProcessorContext<String, Entry> context) {
        super.init(context);
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, this::forget);
    }

    @Override
    public void process(Record<String, AccountEvent> record) {
        Heard last = accounts().get(record.key());
        AccountEvent event = record.value();
        if (event == null) {
            end(record, last);
        } else if (last == null) {
            apply(record, event);
        } else if (!event.repeats(last.event()) && !event.precedes(last.event())) {
            warnOfGap(last.event(), event);
            apply(record, event.after(last.event()));
        }
    }

    /** A tombstone tells no revision. It follows a delete, and stands for it once compaction took the delete away. */
    private void end(Record<String, AccountEvent> tombstone, @Nullable Heard last) {
        if (last != null && last.event().account() != null) {
            AccountEvent event = last.event();
            apply(tombstone, event.ended());
        }
    }

    private void apply(Record<String, AccountEvent> record, AccountEvent event) {
        accounts().put(record.key(), new Heard(event, context().currentSystemTimeMs()));
        context().forward(record.withValue(event.account()));
    }

    private void warnOfGap(AccountEvent last, AccountEvent event) {
        if (event.revision() > last.revision() + 1) {
            // No key: at LiveChat it is an e-mail address.
            LOG.warn(
                    "Revision {} of an account is followed by {}: events between were lost or compacted away."
                            + " The table is right from here on",
                    last.revision(),
                    event.revision());
        }
    }

    private void forget(long now) {
        KeyValueStore<String, Heard> accounts = accounts();
        try (KeyValueIterator<String, Heard> all = accounts.all()) {
            all.forEachRemaining(entry -> {
                Heard heard = entry.value;
                if (heard.event().account() == null && heard.heardAt() + remember.toMillis() <= now) {
                    accounts.delete(entry.key);
                }
            });
        }
    }

    private KeyValueStore<String, Heard> accounts() {
        return context().getStateStore(STORE);
    }
}

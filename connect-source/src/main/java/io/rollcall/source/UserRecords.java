package io.rollcall.source;

import io.rollcall.detect.Publication;
import io.rollcall.detect.Publication.Offsets;
import io.rollcall.detect.Publication.Placed;
import io.rollcall.schema.CloudEvents;
import io.rollcall.schema.EventOptions;
import io.rollcall.schema.SourceInfo;
import io.rollcall.schema.UserEvent;
import io.rollcall.schema.UserEventCodec;
import io.rollcall.schema.UserKeyCodec;
import io.rollcall.schema.UserSchemas;
import io.rollcall.user.Op;
import io.rollcall.user.UserKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a publication into the records of one poll.
 *
 * <p>Only the last record of a bucket carries its new offset. Records have no timestamp of their own: the vendor's may be
 * years old, and a broker would delete what it believes to be past its retention.
 */
final class UserRecords {
    private final String topic;
    private final SourceInfo source;
    private final EventOptions options;
    private final boolean tombstones;

    UserRecords(String topic, SourceInfo source, EventOptions options, boolean tombstones) {
        this.topic = topic;
        this.source = source;
        this.options = options;
        this.tombstones = tombstones;
    }

    private record Row(
            int bucket,
            UserKey key,
            @Nullable Struct value,
            @Nullable Headers headers) {}

    List<SourceRecord> of(Publication publication, Instant now) {
        List<Row> rows = new ArrayList<>();
        for (Placed placed : publication.changes()) {
            UserEvent event = UserEvent.of(placed.change(), source, now);
            UserKey key = placed.change().key();
            rows.add(new Row(placed.bucket(), key, UserEventCodec.encode(event, options), CloudEvents.headers(event)));
            if (tombstones && placed.change().op() == Op.DELETE) {
                rows.add(new Row(placed.bucket(), key, null, null));
            }
        }
        Map<Integer, Integer> last = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            last.put(rows.get(row).bucket(), row);
        }
        List<SourceRecord> records = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            int bucket = rows.get(row).bucket();
            Offsets offsets = Objects.requireNonNull(publication.offsets().get(bucket));
            boolean isLast = Objects.equals(last.get(bucket), row);
            records.add(record(rows.get(row), isLast ? offsets.after() : offsets.before()));
        }
        return records;
    }

    private SourceRecord record(Row row, @Nullable Map<String, Object> offset) {
        return new SourceRecord(
                RosterOffsets.partition(row.key().vendor(), row.key().tenant(), row.bucket()),
                offset,
                topic,
                null,
                UserSchemas.KEY,
                UserKeyCodec.encode(row.key()),
                row.value() == null ? null : UserSchemas.VALUE,
                row.value(),
                null,
                row.headers());
    }
}

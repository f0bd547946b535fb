package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Offsets are those of the commands topic, whatever transformations made of the record. */
class CoordinatesTest {

    @Test
    void aTransformedRecordKeepsItsPlace() {
        SinkRecord moved = Records.poison(3, 42).newRecord("elsewhere", 7, null, null, null, "changed", 0L);

        assertThat(Coordinates.of(moved)).isEqualTo(new Coordinates(3, 42));
    }

    @Test
    void anOlderWorkerIsAskedForWhatItKnows() {
        assertThat(Coordinates.of(new OlderRecord())).isEqualTo(new Coordinates(3, 42));
    }

    /** As of a worker before Kafka 3.6. */
    private static final class OlderRecord extends SinkRecord {
        OlderRecord() {
            super(Records.TOPIC, 3, null, null, null, "value", 42, 0L, TimestampType.CREATE_TIME);
        }

        @Override
        public Integer originalKafkaPartition() {
            throw new NoSuchMethodError("originalKafkaPartition");
        }
    }
}

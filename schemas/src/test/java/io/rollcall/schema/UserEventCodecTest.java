package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Op;
import io.rollcall.user.RandomUsers;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.user.UserJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserEventCodecTest {

    static List<Map<String, String>> converterSettings() {
        return List.of(Map.of(), Wire.DOCUMENTED_SETTINGS);
    }

    @ParameterizedTest
    @MethodSource("converterSettings")
    void everyEventComesBackThroughAvro(Map<String, String> settings) {
        Wire wire = new Wire("round-trip-" + settings.size(), settings);
        for (long seed = 0; seed < 300; seed++) {
            RandomUsers users = new RandomUsers(seed);
            UserEvent event = UserEvent.of(users.change(), Samples.SOURCE, users.instant());

            byte[] bytes = wire.writeValue(UserEventCodec.encode(event, Samples.EVERYTHING));
            UserEvent back = UserEventCodec.decode(wire.readValue(bytes));

            assertThat(canonical(back)).as("seed %d", seed).isEqualTo(canonical(event));
        }
    }

    @Test
    void statesThatDifferOnlyInOrderAreEqualBytes() {
        Wire wire = new Wire("order");
        for (long seed = 0; seed < 300; seed++) {
            User user = new RandomUsers(seed).user();
            User shuffled = shuffled(user, new Random(seed));

            assertThat(wire.writeValue(encoded(shuffled)))
                    .as("seed %d", seed)
                    .isEqualTo(wire.writeValue(encoded(user)));
        }
    }

    @Test
    void withoutBeforeAndPresenceTheEventIsStillTheSame() {
        UserEvent event = Samples.event(Samples.update());

        UserEvent full = UserEventCodec.decode(UserEventCodec.encode(event, Samples.EVERYTHING));
        UserEvent bare = UserEventCodec.decode(UserEventCodec.encode(event, new EventOptions(false, false)));

        assertThat(bare.change().before()).isNull();
        assertThat(bare.change().after().presence()).isEmpty();
        assertThat(full.change().before()).isEqualTo(Samples.AGENT);
        assertThat(full.change().after().presence()).isEqualTo(Samples.LEAD.presence());
        assertThat(bare.id()).isEqualTo(full.id());
        assertThat(bare.occurredAt()).isEqualTo(full.occurredAt());
    }

    @Test
    void aDeleteWithoutBeforeStillSaysWhoseItIs() {
        Struct value = UserEventCodec.encode(Samples.event(Samples.delete()), new EventOptions(false, false));

        assertThat(UserEventCodec.decode(value).change().key()).isEqualTo(Samples.KEY);
    }

    @Test
    void sequencesSortAsTextLikeTheirRevisions() {
        List<String> sequences = new ArrayList<>();
        for (long revision : new long[] {1, 2, 9, 10, 99, 100, Long.MAX_VALUE}) {
            UserEvent event = Samples.event(withRevision(revision));
            Struct value = UserEventCodec.encode(event, Samples.EVERYTHING);
            sequences.add(value.getStruct("source").getString("sequence"));
        }

        assertThat(sequences).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void vocabularyOfALaterVersionReadsAsTheContractSays() {
        Struct value = UserEventCodec.encode(Samples.event(Samples.update()), Samples.EVERYTHING);
        value.getStruct("event").put("lifecycle", "PROMOTED");
        value.getStruct("after").put("lifecycleState", "ON_LEAVE");

        UserChange change = UserEventCodec.decode(value).change();

        assertThat(change.lifecycle()).isEqualTo(LifecycleEvent.UPDATED);
        assertThat(change.after().lifecycleState()).isEqualTo(LifecycleState.UNKNOWN);
    }

    @Test
    void fieldsThatALaterVersionAddsOrDropsDoNotStopAReader() {
        Struct value = UserEventCodec.encode(Samples.event(Samples.create()), Samples.EVERYTHING);
        SchemaBuilder later = SchemaBuilder.struct().name(value.schema().name()).field("added", Schema.STRING_SCHEMA);
        for (Field field : value.schema().fields()) {
            if (!field.name().equals("before")) {
                later.field(field.name(), field.schema());
            }
        }
        Struct laterValue = new Struct(later.build()).put("added", "x");
        for (Field field : laterValue.schema().fields()) {
            if (!field.name().equals("added")) {
                laterValue.put(field.name(), value.get(field.name()));
            }
        }

        assertThat(UserEventCodec.decode(laterValue)).isEqualTo(UserEventCodec.decode(value));
    }

    @Test
    void somethingElseThanAnEventIsRefused() {
        Struct other = UserEventCodec.encode(Samples.event(Samples.create()), Samples.EVERYTHING)
                .put("op", "t");

        assertThatThrownBy(() -> UserEventCodec.decode(other)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> UserEventCodec.decode(UserKeyCodec.encode(Samples.KEY)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("source");
    }

    private static Struct encoded(User user) {
        UserChange change = Samples.change(Op.CREATE, LifecycleEvent.CREATED, null, user, List.of());
        return UserEventCodec.encode(Samples.event(change), Samples.EVERYTHING);
    }

    private static UserChange withRevision(long revision) {
        UserChange change = Samples.create();
        return new UserChange(
                change.key(),
                change.op(),
                change.lifecycle(),
                change.before(),
                change.after(),
                revision,
                change.changedAttributes(),
                change.observedFrom(),
                change.observedTo(),
                change.deleteEvidence(),
                change.previousUserId(),
                change.sweepId(),
                change.snapshot());
    }

    /** Lists of users are sets: this form has no order, and equal users in it are equal but for that. */
    private static List<Object> canonical(UserEvent event) {
        UserChange change = event.change();
        List<Object> parts = new ArrayList<>(List.of(
                event.id(),
                event.type(),
                event.occurredAt(),
                event.producedAt(),
                event.source(),
                change.key(),
                change.op(),
                change.lifecycle(),
                change.revision(),
                change.changedAttributes(),
                change.observedTo(),
                change.snapshot()));
        Collections.addAll(
                parts,
                change.observedFrom(),
                change.deleteEvidence(),
                change.previousUserId(),
                change.sweepId(),
                Samples.canonical(change.before()),
                Samples.canonical(change.after()));
        return parts;
    }

    private static User shuffled(User user, Random random) {
        ObjectNode json = UserJson.toJson(user);
        for (String set : List.of("emails", "phoneNumbers", "roles", "groups")) {
            List<JsonNode> elements = new ArrayList<>();
            json.path(set).forEach(elements::add);
            Collections.shuffle(elements, random);
            json.putArray(set).addAll(elements);
        }
        return UserJson.fromJson(json);
    }
}

package io.rollcall.vendor;

import io.rollcall.command.NamedRef;
import io.rollcall.http.Answer;
import io.rollcall.http.JsonHttp;
import io.rollcall.user.Ref;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs between vendors when users are looked up and changed. Thread-safe; {@link HttpWritableDirectory} calls it. */
public interface UserWriter {

    /**
     * As {@link WritableDirectory#find}.
     *
     * @param http to send lookups by
     */
    List<Lookup.Found> find(JsonHttp http, Identity identity, Instant since);

    /**
     * Reads one user, with all that {@link #plan} needs. Most vendors show it in one answer.
     *
     * @param directory reads it in the usual way
     * @param http to send what the usual way leaves out
     */
    default Lookup read(UserDirectory directory, JsonHttp http, String userId) {
        return directory.read(userId);
    }

    /** Where memberships of a type are named; null when the vendor lists none, see {@link #unlisted}. */
    @Nullable
    RefCatalog catalog(String type);

    /** What something of a type without a catalogue is: what its id says, taken as it is. */
    default Reference unlisted(String type, NamedRef ref) {
        String id = ref.id();
        return id == null
                ? new Reference.Unknown()
                : new Reference.Known(new Ref(id, ref.name(), type, ref.priority()));
    }

    /** As {@link WritableDirectory#planCreate}. */
    Plan planCreate(Goal.Present goal);

    /** As {@link WritableDirectory#plan}. */
    Plan plan(Goal goal, String userId, Lookup.@Nullable Found current);

    /** Reads the answer to a write, leniently: it may be empty, partial, or anything with a 2xx. Never throws. */
    Written written(Write write, Answer answer);
}

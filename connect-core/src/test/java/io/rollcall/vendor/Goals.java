package io.rollcall.vendor;

import io.rollcall.command.MembershipAction;
import io.rollcall.command.UserPatch;
import io.rollcall.user.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Goals in the making, and the way to reach them that a sink takes. */
public final class Goals {
    private static final String EXTENSION = "extensions.";

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> clear = new HashSet<>();
    private final List<Membership> memberships = new ArrayList<>();
    private Boolean active;

    public static Goals goal() {
        return new Goals();
    }

    public Goals set(String path, String value) {
        values.put(path, value);
        return this;
    }

    public Goals clear(String path) {
        clear.add(path);
        return this;
    }

    public Goals active(boolean wanted) {
        active = wanted;
        return this;
    }

    /** {@code refs} are ids, or ids and priorities with a slash between them. */
    public Goals memberships(String type, MembershipAction action, String... refs) {
        memberships.add(new Membership(
                type,
                action,
                Stream.of(refs)
                        .map(ref -> ref.split("/"))
                        .map(ref -> new Ref(ref[0], null, type, ref.length > 1 ? ref[1] : null))
                        .toList()));
        return this;
    }

    public Goal.Present present() {
        Map<String, String> extensions = new HashMap<>();
        values.forEach((path, value) -> {
            if (path.startsWith(EXTENSION)) {
                extensions.put(path.substring(EXTENSION.length()), value);
            }
        });
        UserPatch patch = new UserPatch(
                values.get("userName"),
                values.get("displayName"),
                values.get("externalId"),
                values.get("title"),
                values.get("preferredLanguage"),
                values.get("timezone"),
                values.get("email"),
                values.get("phoneNumber"),
                extensions,
                clear);
        return new Goal.Present(patch, memberships, active);
    }

    /** What is planned with as little reading as the vendor can do with. */
    public static Plan planned(WritableDirectory directory, Goal goal, String id) {
        Plan plan = directory.plan(goal, id, null);
        return plan instanceof Plan.NeedsState ? directory.plan(goal, id, read(directory, id)) : plan;
    }

    /** Plans and sends it. */
    public static Plan.Requests reach(WritableDirectory directory, Goal goal, String id) {
        Plan.Requests plan = (Plan.Requests) planned(directory, goal, id);
        plan.writes().forEach(write -> send(directory, write));
        return plan;
    }

    private static void send(WritableDirectory directory, Write write) {
        try {
            directory.send(write, () -> true);
        } catch (VendorException e) {
            if (!(e.failure() instanceof Failure.Absent) || write.absence() != Write.Absence.DONE) {
                throw e;
            }
        }
    }

    /** Creates, and completes what the create did not do, with a read where its answer proves too little. */
    public static String create(WritableDirectory directory, Goal.Present goal) {
        Plan.Requests plan = (Plan.Requests) directory.planCreate(goal);
        String id = null;
        boolean proven = true;
        for (Write write : plan.writes()) {
            Written written = directory.send(write, () -> true);
            id = written.userId() == null ? id : written.userId();
            proven &= write.provenByAnswer();
        }
        if (!proven) {
            Plan.Requests rest = (Plan.Requests) directory.plan(goal, id, read(directory, id));
            rest.writes().forEach(write -> send(directory, write));
        }
        return id;
    }

    public static Lookup.Found read(WritableDirectory directory, String id) {
        return (Lookup.Found) directory.read(id);
    }
}

package io.rollcall.apply;

import io.rollcall.command.NamedRef;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Listing;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.Reference;
import io.rollcall.vendor.WritableDirectory;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Written;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A directory before whose requests something happens. */
record Before(WritableDirectory directory, Runnable reading, Runnable sending) implements WritableDirectory {
    private static final Runnable NOTHING = () -> {};

    static WritableDirectory everySend(WritableDirectory directory, Runnable happens) {
        return new Before(directory, NOTHING, happens);
    }

    static WritableDirectory everyRead(WritableDirectory directory, Runnable happens) {
        return new Before(directory, happens, NOTHING);
    }

    static WritableDirectory everyRequest(WritableDirectory directory, Runnable happens) {
        return new Before(directory, happens, happens);
    }

    @Override
    public Listing list() {
        Listing listing = directory.list();
        return () -> {
            reading.run();
            return listing.next();
        };
    }

    @Override
    public Lookup read(String userId) {
        reading.run();
        return directory.read(userId);
    }

    @Override
    public List<Lookup.Found> find(Identity identity, Instant since) {
        reading.run();
        return directory.find(identity, since);
    }

    @Override
    public Reference reference(String type, NamedRef ref) {
        return directory.reference(type, ref);
    }

    @Override
    public Plan planCreate(Goal.Present goal) {
        return directory.planCreate(goal);
    }

    @Override
    public Plan plan(Goal goal, String userId, Lookup.Found current) {
        return directory.plan(goal, userId, current);
    }

    @Override
    public Written send(Write write, BooleanSupplier stillWanted) {
        sending.run();
        return directory.send(write, stillWanted);
    }

    @Override
    public WritableDirectory urgent() {
        return new Before(directory.urgent(), reading, sending);
    }

    @Override
    public void close() {
        directory.close();
    }
}

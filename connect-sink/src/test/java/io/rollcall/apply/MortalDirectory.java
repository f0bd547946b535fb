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
import java.util.function.Supplier;

/** A directory before and after whose every request the process may die. */
record MortalDirectory(WritableDirectory directory, Mortality mortality, Runnable beforeRequest)
        implements WritableDirectory {

    private <T> T asked(Supplier<T> request) {
        beforeRequest.run();
        return mortality.around(request);
    }

    @Override
    public Listing list() {
        Listing listing = directory.list();
        return () -> asked(listing::next);
    }

    @Override
    public Lookup read(String userId) {
        return asked(() -> directory.read(userId));
    }

    @Override
    public List<Lookup.Found> find(Identity identity, Instant since) {
        return asked(() -> directory.find(identity, since));
    }

    @Override
    public Reference reference(String type, NamedRef ref) {
        return mortality.around(() -> directory.reference(type, ref));
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
        return asked(() -> directory.send(write, stillWanted));
    }

    @Override
    public WritableDirectory urgent() {
        return new MortalDirectory(directory.urgent(), mortality, beforeRequest);
    }

    @Override
    public void close() {
        directory.close();
    }
}

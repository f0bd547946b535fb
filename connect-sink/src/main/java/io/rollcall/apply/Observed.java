package io.rollcall.apply;

import io.rollcall.command.NamedRef;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Listing;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.Reference;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.WritableDirectory;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Written;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notices whether the vendor dealt with any request of one try of a command. Used by one thread. */
final class Observed implements WritableDirectory {
    private final WritableDirectory directory;
    private final AtomicBoolean heard;

    Observed(WritableDirectory directory) {
        this(directory, new AtomicBoolean());
    }

    private Observed(WritableDirectory directory, AtomicBoolean heard) {
        this.directory = directory;
        this.heard = heard;
    }

    /** Whether the vendor answered anything that is not about the whole tenant. */
    boolean heard() {
        return heard.get();
    }

    private <T> T asked(Supplier<T> question) {
        try {
            T answer = question.get();
            heard.set(true);
            return answer;
        } catch (VendorException failed) {
            if (failed.failure().ofThisRequestOnly() || failed.failure() instanceof Failure.Capacity) {
                heard.set(true);
            }
            throw failed;
        }
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

    /** May come from memory, so it says nothing. */
    @Override
    public Reference reference(String type, NamedRef ref) {
        return directory.reference(type, ref);
    }

    @Override
    public Plan planCreate(Goal.Present goal) {
        return directory.planCreate(goal);
    }

    @Override
    public Plan plan(Goal goal, String userId, Lookup.@Nullable Found current) {
        return directory.plan(goal, userId, current);
    }

    @Override
    public Written send(Write write, BooleanSupplier stillWanted) {
        return asked(() -> directory.send(write, stillWanted));
    }

    @Override
    public WritableDirectory urgent() {
        return new Observed(directory.urgent(), heard);
    }

    @Override
    public void close() {
        directory.close();
    }
}

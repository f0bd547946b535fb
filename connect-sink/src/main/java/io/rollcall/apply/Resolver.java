package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.Subject;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out whom a command is about. */
final class Resolver {
    /** How old a list may be by which somebody is found who is to be changed; whoever is to be created is looked for anew. */
    private static final Duration SHARED = Duration.ofSeconds(30);

    private static final Subject NOBODY = new Subject(null, null, null, null);

    private final Capabilities capabilities;

    Resolver(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /**
     * Finds the user.
     *
     * @param entry what the ledger knows; its user is taken when it was found by the same identities
     * @throws Stop when several users answer to the subject, or the vendor cannot look for it
     */
    Target resolve(Case work, LedgerEntry entry, WritableDirectory directory) {
        Subject subject = work.command.subject();
        if (subject.userId() != null) {
            return new Target.Known(subject.userId(), null, false);
        }
        String remembered = entry.userId();
        // A tombstone names nobody but its key.
        boolean nameless = subject.equals(NOBODY);
        if (remembered != null && (nameless || subject.equals(entry.subject()))) {
            return new Target.Known(remembered, null, true);
        }
        return look(work, directory);
    }

    /** Finds the user whatever the ledger says; where the address is the id, nobody is asked yet. */
    Target look(Case work, WritableDirectory directory) {
        Subject subject = work.command.subject();
        if (subject.equals(NOBODY)) {
            return new Target.Nobody();
        }
        String address = subject.email() != null ? subject.email() : subject.userName();
        if (capabilities.idIsEmail() && address != null) {
            return new Target.Known(address, null, true);
        }
        return search(work, directory);
    }

    /** Finds the user by asking the vendor for it by all that the subject gives. */
    Target search(Case work, WritableDirectory directory) {
        Subject subject = work.command.subject();
        if (subject.equals(NOBODY)) {
            return new Target.Nobody();
        }
        List<Identity> identities = identities(subject);
        if (identities.isEmpty()) {
            throw new Stop(
                    Code.INVALID_COMMAND,
                    "The vendor cannot look users up by what the subject gives; it can by userId and "
                            + capabilities.identities() + ".");
        }
        for (Identity identity : identities) {
            List<Lookup.Found> found = directory.find(identity, since(work));
            if (found.size() > 1) {
                throw ambiguous("More than one user answers to the subject's " + identity.kind() + ".");
            }
            if (!found.isEmpty()) {
                return known(found.get(0), subject);
            }
        }
        return new Target.Nobody();
    }

    private static Target known(Lookup.Found found, Subject subject) {
        String external = found.view().user().externalId();
        if (subject.externalId() != null && external != null && !external.equals(subject.externalId())) {
            throw ambiguous("The user who answers to the subject's address has another externalId.");
        }
        return new Target.Known(found.view().id(), found, false);
    }

    private Instant since(Case work) {
        Instant unknown = work.lookSince;
        if (unknown != null) {
            // Each look has to be a new one.
            return unknown.isAfter(work.startedAt) ? unknown : work.startedAt;
        }
        return work.operation.creates() ? work.startedAt : work.startedAt.minus(SHARED);
    }

    private List<Identity> identities(Subject subject) {
        List<Identity> all = new ArrayList<>();
        add(all, Identity.Kind.EXTERNAL_ID, subject.externalId());
        add(all, Identity.Kind.USER_NAME, subject.userName());
        add(all, Identity.Kind.EMAIL, subject.email());
        return all;
    }

    private void add(List<Identity> all, Identity.Kind kind, @Nullable String value) {
        if (value != null && capabilities.identities().contains(kind)) {
            all.add(new Identity(kind, value));
        }
    }

    private static Stop ambiguous(String message) {
        return new Stop(Code.AMBIGUOUS_SUBJECT, message);
    }
}

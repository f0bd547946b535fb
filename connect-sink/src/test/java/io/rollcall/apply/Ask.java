package io.rollcall.apply;

import io.rollcall.command.CommandKey;
import io.rollcall.command.MembershipChange;
import io.rollcall.command.NamedRef;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A command in the making. */
final class Ask {
    static final Instant ISSUED = Instant.parse("2026-03-01T11:00:00Z");

    private final String operation;
    private final String person;
    private String commandId = "";
    private long sequence;
    private Instant notAfter;
    private String tenant = "acme";
    private String userId;
    private String email;
    private String displayName;
    private String newEmail;
    private final List<MembershipChange> memberships = new ArrayList<>();
    private Preconditions preconditions = Preconditions.NONE;
    private Options options = Options.DEFAULT;

    private Ask(String operation, String person) {
        this.operation = operation;
        this.person = person;
        this.email = person + "@example.com";
    }

    /** Asks for something of a person, who is found by an address made of the name. */
    static Ask to(String operation, String person) {
        return new Ask(operation, person);
    }

    /** Whoever is created needs a name, and at most vendors a role. */
    static Ask create(Desk desk, String person) {
        Ask ask = to("CREATE", person).named("Name of " + person);
        return desk.hasRoles() ? ask.member("role", "REPLACE", desk.plainRole) : ask;
    }

    Ask id(String id) {
        commandId = id;
        return this;
    }

    Ask sequence(long number) {
        sequence = number;
        return this;
    }

    Ask notAfter(Instant time) {
        notAfter = time;
        return this;
    }

    Ask byId(String vendorId) {
        userId = vendorId;
        email = null;
        return this;
    }

    Ask named(String name) {
        displayName = name;
        return this;
    }

    Ask email(String address) {
        newEmail = address;
        return this;
    }

    /** Roles by id and name alike, everything else by name. */
    Ask member(String type, String action, String... names) {
        List<NamedRef> refs = Stream.of(names)
                .map(name -> type.equals("role") && name.equals(name.toUpperCase(java.util.Locale.ROOT))
                        ? new NamedRef(name, null, null)
                        : new NamedRef(null, name, null))
                .toList();
        memberships.add(new MembershipChange(type, action, refs));
        return this;
    }

    Ask if_(Preconditions wanted) {
        preconditions = wanted;
        return this;
    }

    Ask hard() {
        options = new Options(false, "ADOPT", "HARD", false, null, null);
        return this;
    }

    Ask with(Options others) {
        options = others;
        return this;
    }

    /** The command; an id of its own unless one was given. */
    ProvisioningCommand command(Desk desk, int number) {
        UserPatch patch = new UserPatch(null, displayName, null, null, null, null, newEmail, null, Map.of(), Set.of());
        return new ProvisioningCommand(
                commandId.isEmpty() ? "cmd-" + number : commandId,
                sequence,
                null,
                ISSUED,
                notAfter,
                new CommandKey(desk.vendor.name(), tenant, person),
                new Subject(userId, null, null, email),
                operation,
                patch,
                memberships,
                preconditions,
                options);
    }
}

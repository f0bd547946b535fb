package io.rollcall.quickstart;

import io.rollcall.command.CommandKey;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.MembershipChange;
import io.rollcall.command.NamedRef;
import io.rollcall.command.Operation;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command in the making. What is not given is left out. */
final class CommandDraft {
    private final String vendor;
    private final Operation operation;
    private final Map<Text, String> texts = new EnumMap<>(Text.class);
    private final Set<String> clear = new TreeSet<>();
    private final Map<Change, List<NamedRef>> memberships = new LinkedHashMap<>();
    private String tenant = "";
    private String commandId = UUID.randomUUID().toString();
    private String deleteMode = Options.DEFAULT.deleteMode();
    private boolean dryRun;
    private boolean allowRecreate;

    /** What a user can be told by, or can be given, with plain text as its value. */
    enum Text {
        SUBJECT_KEY,
        USER_ID,
        EXTERNAL_ID,
        USER_NAME,
        EMAIL,
        NEW_EMAIL,
        DISPLAY_NAME,
        TITLE,
        LANGUAGE,
        TIMEZONE,
        PHONE,
        GUARD_OVERRIDE
    }

    private record Change(String type, MembershipAction action) {}

    CommandDraft(String vendor, Operation operation) {
        this.vendor = vendor;
        this.operation = operation;
    }

    CommandDraft tenant(String name) {
        tenant = name;
        return this;
    }

    String tenant() {
        return tenant;
    }

    Operation operation() {
        return operation;
    }

    CommandDraft with(Text what, String value) {
        texts.put(what, value);
        return this;
    }

    CommandDraft commandId(String id) {
        commandId = id;
        return this;
    }

    CommandDraft clear(String path) {
        clear.add(path);
        return this;
    }

    /** Changes a membership by name; those of one type and action go together. An empty name stands for none. */
    CommandDraft membership(String type, MembershipAction action, String name) {
        List<NamedRef> refs = memberships.computeIfAbsent(new Change(type, action), any -> new ArrayList<>());
        if (!name.isEmpty()) {
            refs.add(new NamedRef(null, name, null));
        }
        return this;
    }

    CommandDraft hard() {
        deleteMode = "HARD";
        return this;
    }

    CommandDraft dryRun() {
        dryRun = true;
        return this;
    }

    CommandDraft allowRecreate() {
        allowRecreate = true;
        return this;
    }

    /** Whether it says whom it is about. */
    boolean hasIdentity() {
        return texts.containsKey(Text.USER_ID)
                || texts.containsKey(Text.EXTERNAL_ID)
                || texts.containsKey(Text.USER_NAME)
                || texts.containsKey(Text.EMAIL);
    }

    /** The producer's name for the person: the given one, or else an identity, the one that lasts longest first. */
    private String subjectKey() {
        return Stream.of(Text.SUBJECT_KEY, Text.EXTERNAL_ID, Text.EMAIL, Text.USER_NAME, Text.USER_ID)
                .map(texts::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** The command as decided now. */
    ProvisioningCommand at(Instant now) {
        return new ProvisioningCommand(
                commandId,
                0,
                null,
                now,
                null,
                new CommandKey(vendor, tenant, subjectKey()),
                new Subject(text(Text.USER_ID), text(Text.EXTERNAL_ID), text(Text.USER_NAME), text(Text.EMAIL)),
                operation.name(),
                patch(),
                memberships.entrySet().stream()
                        .map(change -> new MembershipChange(
                                change.getKey().type(), change.getKey().action().name(), change.getValue()))
                        .toList(),
                Preconditions.NONE,
                new Options(
                        dryRun,
                        Options.DEFAULT.onExisting(),
                        deleteMode,
                        allowRecreate,
                        text(Text.GUARD_OVERRIDE),
                        null));
    }

    private UserPatch patch() {
        return new UserPatch(
                null,
                text(Text.DISPLAY_NAME),
                null,
                text(Text.TITLE),
                text(Text.LANGUAGE),
                text(Text.TIMEZONE),
                text(Text.NEW_EMAIL),
                text(Text.PHONE),
                Map.of(),
                clear);
    }

    private @Nullable String text(Text what) {
        return texts.get(what);
    }
}

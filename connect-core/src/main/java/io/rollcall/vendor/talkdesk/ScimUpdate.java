package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.MembershipAction;
import io.rollcall.user.Email;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Difference;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way from one user's state to what is asked: one PATCH of the user, then one of each group to join or to leave. */
final class ScimUpdate {
    private final ScimApi api;
    private final @Nullable RefCatalog groups;
    private final Goal.Present goal;
    private final String userId;
    private final Lookup.@Nullable Found current;
    private final JsonNode shown;
    private final Difference difference;
    private final ScimPatch patch = new ScimPatch();
    private final List<Write> joinsAndLeaves = new ArrayList<>();
    private boolean drastic;
    private boolean proven = true;

    ScimUpdate(
            ScimApi api,
            @Nullable RefCatalog groups,
            Goal.Present goal,
            String userId,
            Lookup.@Nullable Found current) {
        this.api = api;
        this.groups = groups;
        this.goal = goal;
        this.userId = userId;
        this.current = current;
        this.shown = current == null ? MissingNode.getInstance() : current.original();
        this.difference = Difference.of(goal, current == null ? null : current.view());
    }

    Plan plan() {
        Plan obstacle = attributes();
        for (Difference.Target target : difference.memberships()) {
            obstacle = obstacle == null ? memberships(target) : obstacle;
        }
        if (obstacle != null) {
            return obstacle;
        }
        if (difference.active() != null) {
            patch.replace("active", BooleanNode.valueOf(difference.active()));
            drastic |= !difference.active();
        }
        List<Write> writes = new ArrayList<>();
        if (!patch.isEmpty()) {
            Write.Effect effect = drastic ? Write.Effect.DRASTIC : Write.Effect.CHANGE;
            writes.add(new Write(api.updateUser(userId, patch.body()), effect, Write.Absence.NO_USER, proven));
        }
        writes.addAll(joinsAndLeaves);
        return new Plan.Requests(writes, List.of());
    }

    private @Nullable Plan attributes() {
        for (Map.Entry<String, String> wanted : goal.attributes().values().entrySet()) {
            switch (wanted.getKey()) {
                case "email" -> email(wanted.getValue());
                case "displayName" -> name(wanted.getValue());
                case "externalId" -> {
                    if (difference.set().containsKey("externalId")) {
                        patch.replace("externalId", wanted.getValue());
                    }
                }
                default -> {
                    return ScimPlanner.notSettable(wanted.getKey());
                }
            }
        }
        for (String path : difference.clear()) {
            if (!ScimPlanner.CLEARABLE.contains(path)) {
                return new Plan.Impossible("Talkdesk's SCIM API cannot empty " + path + ". Leave it out of clear.");
            }
            patch.remove(path);
        }
        return null;
    }

    /** Addresses are listed as well where an account shows them; the others in that list stay. */
    private void email(String wanted) {
        if (!wanted.equalsIgnoreCase(shown.path("userName").asText())) {
            patch.replace("userName", wanted);
        }
        if (current == null || !difference.set().containsKey("email")) {
            return;
        }
        String old = current.view().user().emails().stream()
                .max(Comparator.comparing(Email::primary))
                .map(Email::value)
                .orElse("");
        JsonNode all = shown.path("emails").deepCopy();
        boolean listed = false;
        for (JsonNode email : all) {
            if (email instanceof ObjectNode address && old.equals(Json.text(address.get("value")))) {
                address.put("value", wanted);
                listed = true;
            }
        }
        if (listed) {
            patch.replace("emails", all);
        }
    }

    /** By its parts: put together they may read differently, and a user of one name would never be as asked. */
    private void name(String wanted) {
        ScimName name = ScimName.of(wanted);
        if (!name.isShownBy(shown.path("name"))) {
            patch.replace("name.givenName", name.given());
            patch.replace("name.familyName", name.family());
        }
        if (differs(shown.path("displayName"), wanted)) {
            patch.replace("displayName", wanted);
        }
        if (differs(shown.path("name").path("formatted"), wanted)) {
            patch.replace("name.formatted", wanted);
        }
    }

    private static boolean differs(JsonNode text, String wanted) {
        return Json.text(text) != null && !wanted.equals(text.asText());
    }

    private @Nullable Plan memberships(Difference.Target target) {
        if (!ScimPlanner.TYPES.contains(target.type())) {
            return ScimPlanner.notThere(target.type());
        }
        boolean replaces = goal.memberships().stream()
                .anyMatch(membership ->
                        membership.type().equals(target.type()) && membership.action() == MembershipAction.REPLACE);
        return groups != null && target.type().equals(ScimPlanner.TEAM)
                ? inGroups(groups, target, replaces)
                : inWords(ScimWords.of(target.type(), false), target, replaces);
    }

    private @Nullable Plan inWords(ScimWords words, Difference.Target target, boolean replaces) {
        List<Ref> all = target.after();
        if (all == null) {
            return unseen(target.type());
        }
        String text = words.joined(all);
        boolean noRole = all.isEmpty() && target.type().equals(ScimPlanner.ROLE);
        if (text == null || noRole) {
            return noRole
                    ? new Plan.Impossible("A Talkdesk user has a role at all times. Name the one to have instead.")
                    : words.unwritable();
        }
        patch.replace(words.path(), text);
        drastic |= replaces;
        // Nothing says what becomes of a name that Talkdesk does not know.
        proven = false;
        return null;
    }

    private @Nullable Plan inGroups(RefCatalog teams, Difference.Target target, boolean replaces) {
        if (replaces && target.before() == null) {
            return unseen(target.type());
        }
        Write.Effect effect = replaces ? Write.Effect.DRASTIC : Write.Effect.CHANGE;
        for (Ref ref : target.add()) {
            joinsAndLeaves.add(new Write(
                    api.updateGroup(ref.value(), ScimPatch.joining(userId).body()),
                    effect,
                    Write.Absence.NO_REFERENCE,
                    true));
        }
        for (String id : target.remove()) {
            // Without having seen the group, its absence may as well be that of all groups.
            Write.Absence absence = teams.nameOf(id) == null ? Write.Absence.NO_REFERENCE : Write.Absence.DONE;
            joinsAndLeaves.add(
                    new Write(api.updateGroup(id, ScimPatch.leaving(userId).body()), effect, absence, true));
        }
        return null;
    }

    private Plan unseen(String type) {
        return current == null || !current.whole()
                ? Plan.NEEDS_STATE
                : new Plan.Impossible("Talkdesk's SCIM API does not show which memberships of type " + type
                        + " this user has, so they cannot be changed together. Add and remove single ones where that is"
                        + " possible, or replace all.");
    }
}

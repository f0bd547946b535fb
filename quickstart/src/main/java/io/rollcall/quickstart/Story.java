package io.rollcall.quickstart;

import io.rollcall.command.Code;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.quickstart.Scene.Cue;
import io.rollcall.quickstart.Scene.Play;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.UserChange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * People join, move and leave, some by commands and some at the vendors themselves: what a newcomer watches and {@code --once}
 * checks.
 */
final class Story {
    private static final String NAME = "Nora Joiner";
    private static final String NORA = "nora.joiner@example.com";

    private final SimulatedAccount olark;
    private final SimulatedAccount liveChat;
    private final SimulatedAccount gladly;
    private final SimulatedAccount talkdesk;
    private final CommandWriter commands;
    private final InstantSource clock;
    private final Map<Vendor, String> hiring = new HashMap<>();

    /** @param commands takes commands for the connectors */
    Story(Simulator simulator, CommandWriter commands, InstantSource clock) {
        this.commands = commands;
        this.clock = clock;
        olark = simulator.olark().primary();
        liveChat = simulator.liveChat().primary();
        gladly = simulator.gladly().primary();
        talkdesk = simulator.talkdesk().primary();
    }

    /** One after the other. */
    List<Act> acts() {
        String promoted = user(gladly, 2);
        String leaving = user(olark, 3);
        String resigning = user(talkdesk, 6);
        return List.of(
                new Act(NAME + " is hired, by one command (=>) for each vendor", joiners()),
                new Act("Others act at the vendors themselves (->)", atTheVendors(promoted, resigning)),
                new Act(NAME + " moves to another team, by command", movers()),
                new Act(NAME + " leaves, by command", leavers()),
                new Act(
                        "Others leave without a command",
                        List.of(
                                happens(
                                        Vendor.GLADLY,
                                        "the team lead is switched off",
                                        () -> change(gladly, promoted, Map.of("active", false)),
                                        LifecycleEvent.DEACTIVATED),
                                happens(
                                        Vendor.OLARK,
                                        "somebody leaves for good",
                                        () -> delete(olark, leaving),
                                        LifecycleEvent.DELETED),
                                happens(
                                        Vendor.TALKDESK,
                                        "the one switched off is deleted",
                                        () -> delete(talkdesk, resigning),
                                        LifecycleEvent.DELETED))));
    }

    private List<Scene> joiners() {
        List<Scene> scenes = new ArrayList<>();
        for (Vendor vendor : Vendor.values()) {
            boolean invited = vendor == Vendor.LIVECHAT;
            scenes.add(ordered(
                    vendor,
                    nora(vendor).joins(NAME),
                    invited ? Code.PENDING_APPROVAL : Code.APPLIED,
                    invited ? LifecycleEvent.INVITED : LifecycleEvent.CREATED,
                    any -> true));
        }
        return scenes;
    }

    private List<Scene> movers() {
        List<Scene> scenes = new ArrayList<>();
        for (Vendor vendor : Vendor.values()) {
            String second = nora(vendor).terms().second();
            scenes.add(ordered(
                    vendor,
                    nora(vendor).moves(),
                    Code.APPLIED,
                    LifecycleEvent.UPDATED,
                    change -> isIn(change, second)));
        }
        return scenes;
    }

    private List<Scene> leavers() {
        List<Scene> scenes = new ArrayList<>();
        for (Vendor vendor : Vendor.values()) {
            boolean kept = vendor == Vendor.GLADLY || vendor == Vendor.TALKDESK;
            scenes.add(ordered(
                    vendor,
                    nora(vendor).leaves(),
                    Code.APPLIED,
                    kept ? LifecycleEvent.DEACTIVATED : LifecycleEvent.DELETED,
                    any -> true));
        }
        return scenes;
    }

    private List<Scene> atTheVendors(String promoted, String resigning) {
        String nicknamed = user(olark, 5);
        String moving = user(liveChat, 4);
        return List.of(
                new Scene(
                        "->",
                        Vendor.LIVECHAT.segment(),
                        NAME + " accepts the invitation",
                        () -> new Cue(
                                hiring.get(Vendor.LIVECHAT),
                                change(liveChat, NORA, Map.of("awaiting_approval", false))),
                        Code.APPLIED,
                        LifecycleEvent.ACTIVATED,
                        any -> true),
                happens(
                        Vendor.LIVECHAT,
                        "somebody gets a new address",
                        () -> rename(liveChat, moving),
                        LifecycleEvent.RENAMED),
                happens(
                        Vendor.OLARK,
                        "somebody takes another nickname",
                        () -> change(olark, nicknamed, Map.of("nickname", "Sunny")),
                        LifecycleEvent.UPDATED),
                happens(
                        Vendor.GLADLY,
                        "somebody becomes a team lead",
                        () -> change(gladly, promoted, Map.of("role", "TEAM_LEAD")),
                        LifecycleEvent.UPDATED),
                happens(
                        Vendor.TALKDESK,
                        "somebody is switched off",
                        () -> change(talkdesk, resigning, Map.of("status", "inactive")),
                        LifecycleEvent.DEACTIVATED));
    }

    private static Career nora(Vendor vendor) {
        return new Career(vendor, Accounts.TENANT, NORA);
    }

    private Scene ordered(
            Vendor vendor, CommandDraft draft, Code answer, LifecycleEvent event, Predicate<UserChange> detail) {
        Play act = () -> {
            ProvisioningCommand command = draft.at(clock.instant());
            commands.write(command);
            hiring.putIfAbsent(vendor, command.commandId());
            return new Cue(command.commandId(), null);
        };
        return new Scene("=>", vendor.segment(), draft.operation() + " " + NAME, act, answer, event, detail);
    }

    private static Scene happens(Vendor vendor, String caption, Supplier<String> act, LifecycleEvent event) {
        return new Scene("->", vendor.segment(), caption, () -> new Cue(null, act.get()), null, event, any -> true);
    }

    private static boolean isIn(UserChange change, String group) {
        return change.after() != null
                && change.after().groups().stream().anyMatch(each -> group.equals(each.display()));
    }

    private static String user(SimulatedAccount account, int index) {
        return account.users().get(index).path("id").asText();
    }

    private static String change(SimulatedAccount account, String id, Map<String, ?> patch) {
        return account.change(id, patch).path("id").asText();
    }

    private static String rename(SimulatedAccount account, String id) {
        return account.rename(id, "renamed." + id).path("id").asText();
    }

    private static String delete(SimulatedAccount account, String id) {
        account.delete(id);
        return id;
    }
}

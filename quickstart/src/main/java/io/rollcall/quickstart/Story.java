package io.rollcall.quickstart;

import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.Simulator;
import io.rollcall.user.LifecycleEvent;
import java.util.List;
import java.util.Map;

/** People join, move and leave at the simulated vendors: what a newcomer watches and {@code --once} checks. */
final class Story {
    private static final String NORA = "nora.joiner@example.com";

    private Story() {}

    static List<Scene> of(Simulator simulator) {
        SimulatedAccount olark = simulator.olark().primary();
        SimulatedAccount liveChat = simulator.liveChat().primary();
        SimulatedAccount gladly = simulator.gladly().primary();
        SimulatedAccount talkdesk = simulator.talkdesk().primary();
        String leaving = user(olark, 3);
        String nicknamed = user(olark, 5);
        String moving = user(liveChat, 4);
        String promoted = user(gladly, 2);
        String resigning = user(talkdesk, 6);
        return List.of(
                new Scene(
                        "olark",
                        "Nora Joiner is hired",
                        () -> create(olark, hire("nickname", "email")),
                        LifecycleEvent.CREATED),
                new Scene("gladly", "Nora Joiner is hired", () -> create(gladly, agent()), LifecycleEvent.CREATED),
                new Scene(
                        "talkdesk",
                        "Nora Joiner is hired",
                        () -> create(talkdesk, hire("name", "email")),
                        LifecycleEvent.CREATED),
                new Scene(
                        "livechat",
                        "Nora Joiner is invited",
                        () -> create(liveChat, invitation()),
                        LifecycleEvent.INVITED),
                new Scene(
                        "olark",
                        "somebody takes another nickname",
                        () -> change(olark, nicknamed, Map.of("nickname", "Sunny")),
                        LifecycleEvent.UPDATED),
                new Scene(
                        "gladly",
                        "somebody becomes a team lead",
                        () -> change(gladly, promoted, Map.of("role", "TEAM_LEAD")),
                        LifecycleEvent.UPDATED),
                new Scene(
                        "livechat",
                        "somebody gets a new address",
                        () -> rename(liveChat, moving),
                        LifecycleEvent.RENAMED),
                new Scene(
                        "livechat",
                        "the invitation is approved",
                        () -> change(liveChat, NORA, Map.of("awaiting_approval", false)),
                        LifecycleEvent.ACTIVATED),
                new Scene(
                        "talkdesk",
                        "somebody is switched off",
                        () -> change(talkdesk, resigning, Map.of("status", "inactive")),
                        LifecycleEvent.DEACTIVATED),
                new Scene(
                        "gladly",
                        "the team lead is switched off",
                        () -> change(gladly, promoted, Map.of("active", false)),
                        LifecycleEvent.DEACTIVATED),
                new Scene("olark", "somebody leaves for good", () -> delete(olark, leaving), LifecycleEvent.DELETED),
                new Scene(
                        "talkdesk",
                        "the one switched off is deleted",
                        () -> delete(talkdesk, resigning),
                        LifecycleEvent.DELETED));
    }

    private static Map<String, Object> hire(String name, String email) {
        return Map.of(name, "Nora Joiner", email, NORA);
    }

    private static Map<String, Object> agent() {
        return Map.of("name", "Nora Joiner", "emailAddress", NORA, "role", "AGENT");
    }

    private static Map<String, Object> invitation() {
        return Map.of("id", NORA, "name", "Nora Joiner", "role", "agent", "awaiting_approval", true);
    }

    private static String user(SimulatedAccount account, int index) {
        return account.users().get(index).path("id").asText();
    }

    private static String create(SimulatedAccount account, Map<String, ?> user) {
        return account.create(user).path("id").asText();
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

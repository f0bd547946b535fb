package io.rollcall.quickstart;

import io.rollcall.command.MembershipAction;
import io.rollcall.command.Operation;
import io.rollcall.quickstart.CommandDraft.Text;
import io.rollcall.simulator.Vendor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was asked for on the command line.
 *
 * @param draft the command
 * @param topic where it goes
 * @param results where its answer comes from
 * @param patience how long to wait for the final answer
 */
record SendOptions(CommandDraft draft, String topic, String results, Duration patience, Cluster cluster) {
    private static final int USUAL_PATIENCE_SECONDS = 60;
    private static final int MOST_PATIENCE_SECONDS = 86_400;

    private static final Map<String, Text> TEXTS = Map.ofEntries(
            Map.entry("--subject-key", Text.SUBJECT_KEY),
            Map.entry("--user-id", Text.USER_ID),
            Map.entry("--external-id", Text.EXTERNAL_ID),
            Map.entry("--user-name", Text.USER_NAME),
            Map.entry("--email", Text.EMAIL),
            Map.entry("--new-email", Text.NEW_EMAIL),
            Map.entry("--name", Text.DISPLAY_NAME),
            Map.entry("--title", Text.TITLE),
            Map.entry("--language", Text.LANGUAGE),
            Map.entry("--timezone", Text.TIMEZONE),
            Map.entry("--phone", Text.PHONE),
            Map.entry("--override", Text.GUARD_OVERRIDE));

    private static final Map<String, String> MEMBERSHIPS = Map.of(
            "--role", "role",
            "--group", "group",
            "--team", "team",
            "--inbox", "inbox",
            "--ring-group", "ring_group");

    /** @throws IllegalArgumentException saying which word is wrong or missing */
    static SendOptions parse(List<String> args) {
        Words words = new Words(args);
        CommandDraft draft = new CommandDraft(vendor(words), operation(words));
        ClusterOptions cluster = new ClusterOptions();
        String topic = Accounts.COMMANDS;
        String results = "";
        int seconds = USUAL_PATIENCE_SECONDS;
        while (words.hasNext()) {
            String option = words.next();
            switch (option) {
                case "--topic" -> topic = words.valueOf(option);
                case "--results" -> results = words.valueOf(option);
                case "--wait" -> seconds = words.numberOf(option, 1, MOST_PATIENCE_SECONDS);
                default -> {
                    if (!cluster.take(option, words) && !describes(draft, option, words)) {
                        throw new IllegalArgumentException("Unknown option " + option);
                    }
                }
            }
        }
        if (draft.tenant().isEmpty()) {
            throw new IllegalArgumentException("--tenant is missing: as the connector is set");
        }
        if (!draft.hasIdentity()) {
            throw new IllegalArgumentException(
                    "Nobody is named: --user-id, --external-id, --user-name or --email says who is meant");
        }
        return new SendOptions(
                draft,
                topic,
                results.isEmpty() ? topic + ".results" : results,
                Duration.ofSeconds(seconds),
                cluster.cluster());
    }

    /** Takes an option that says something of the command itself. */
    private static boolean describes(CommandDraft draft, String option, Words words) {
        Text text = TEXTS.get(option);
        String membership = MEMBERSHIPS.get(option);
        if (text != null) {
            draft.with(text, words.valueOf(option));
        } else if (membership != null) {
            membership(draft, membership, option, words.valueOf(option));
        } else {
            switch (option) {
                case "--tenant" -> draft.tenant(words.valueOf(option));
                case "--command-id" -> draft.commandId(words.valueOf(option));
                case "--clear" -> draft.clear(words.valueOf(option));
                case "--hard" -> draft.hard();
                case "--dry-run" -> draft.dryRun();
                case "--recreate" -> draft.allowRecreate();
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static void membership(CommandDraft draft, String type, String option, String value) {
        int colon = value.indexOf(':');
        MembershipAction action = MembershipAction.named(value.substring(0, Math.max(0, colon)))
                .orElseThrow(() -> new IllegalArgumentException(
                        option + " takes add:NAME, remove:NAME or replace:NAME, not " + value));
        String name = value.substring(colon + 1);
        if (name.isEmpty() && action != MembershipAction.REPLACE) {
            throw new IllegalArgumentException(
                    option + " " + value + " names nothing; only replace: may, to take all away");
        }
        draft.membership(type, action, name);
    }

    private static String vendor(Words words) {
        String word = words.hasNext() ? words.next() : "nothing";
        List<String> vendors =
                Arrays.stream(Vendor.values()).map(Vendor::segment).toList();
        if (!vendors.contains(word)) {
            throw new IllegalArgumentException(
                    "send takes a vendor first, one of " + String.join(", ", vendors) + ", not " + word);
        }
        return word;
    }

    private static Operation operation(Words words) {
        String word = words.hasNext() ? words.next() : "nothing";
        return Operation.named(word.replace('-', '_'))
                .orElseThrow(() -> new IllegalArgumentException(
                        "send takes an operation behind the vendor, one of " + operations() + ", not " + word));
    }

    private static String operations() {
        return Arrays.stream(Operation.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}

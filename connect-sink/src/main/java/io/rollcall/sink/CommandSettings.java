package io.rollcall.sink;

import io.rollcall.apply.ApplySettings;
import io.rollcall.config.SettingGroup;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The settings that say how commands are applied, as operators write them. */
final class CommandSettings {
    static final String DRY_RUN = "dry.run";
    static final String ACK_SIDE_EFFECTS = "ack.side.effects";
    static final String MAX_CONCURRENT = "max.concurrent.subjects";
    static final String APPROVAL_TIMEOUT = "approval.timeout.ms";
    static final String APPROVAL_INTERVAL = "approval.interval.ms";
    static final String IMAGES = "result.images";
    static final String PROTECT_ACCOUNTS = "protect.accounts";
    static final String PROTECT_PATTERNS = "protect.patterns";
    static final String GUARD_MIN_ADMINS = "guard.min.admins";
    static final String GUARD_MAX_REMOVALS = "guard.max.removals";
    static final String GUARD_WINDOW = "guard.window.ms";

    private static final String EMAIL = "email";

    private CommandSettings() {}

    static void define(SettingGroup group) {
        group.add(
                        DRY_RUN,
                        Type.BOOLEAN,
                        false,
                        null,
                        Importance.HIGH,
                        Width.SHORT,
                        "Dry run",
                        "Whether commands are only planned: the vendor is asked but never changed, and the results tell what "
                                + "would be done. The commands count as done afterwards; to apply them, issue them again.")
                .add(
                        ACK_SIDE_EFFECTS,
                        Type.LIST,
                        List.of(),
                        ConfigDef.ValidList.in(EMAIL),
                        Importance.HIGH,
                        Width.SHORT,
                        "Acknowledged side effects",
                        "Side effects of commands that cannot be suppressed and that you accept. There is one, 'email': some "
                                + "vendors mail everybody who is created. Without it such commands fail with "
                                + "SIDE_EFFECT_NOT_ACKNOWLEDGED before anything is sent.")
                .add(
                        MAX_CONCURRENT,
                        Type.INT,
                        64,
                        Range.between(1, 1_000),
                        Importance.LOW,
                        Width.SHORT,
                        "Most subjects at a time",
                        "How many subjects a task deals with at the vendor at a time, each on a thread of its own; as many more "
                                + "may wait for Kafka. Commands of one subject are always applied one after the other.")
                .add(
                        APPROVAL_TIMEOUT,
                        Type.LONG,
                        Duration.ofDays(7).toMillis(),
                        Range.atLeast(1_000),
                        Importance.LOW,
                        Width.SHORT,
                        "Approval timeout (ms)",
                        "How long an invitation may wait for the invited person, in milliseconds, where the vendor invites "
                                + "(LiveChat) and the command says nothing else. What was to follow is then given up, with "
                                + "APPROVAL_TIMEOUT.")
                .add(
                        APPROVAL_INTERVAL,
                        Type.LONG,
                        60_000L,
                        Range.atLeast(1_000),
                        Importance.LOW,
                        Width.SHORT,
                        "Approval interval (ms)",
                        "How often is looked whether invitations were approved, in milliseconds, with one listing for all.")
                .add(
                        IMAGES,
                        Type.BOOLEAN,
                        true,
                        null,
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Images in results",
                        "Whether results carry the user's state before and after. It is personal data; without it nobody can "
                                + "look up what a command destroyed.");
    }

    static void defineGuards(SettingGroup group) {
        group.add(
                        PROTECT_ACCOUNTS,
                        Type.LIST,
                        List.of(),
                        null,
                        Importance.HIGH,
                        Width.LONG,
                        "Protected accounts",
                        "The vendor's ids and e-mail addresses of users whom no command may touch, separated by commas, in "
                                + "upper or lower case. The account whose credentials this connector uses is always protected "
                                + "where the vendor tells which it is.")
                .add(
                        PROTECT_PATTERNS,
                        Type.LIST,
                        List.of(),
                        new Patterns(),
                        Importance.MEDIUM,
                        Width.LONG,
                        "Protected patterns",
                        "The same as regular expressions for whole ids or addresses, in upper or lower case, separated by "
                                + "commas: a pattern itself can have none.")
                .add(
                        GUARD_MIN_ADMINS,
                        Type.INT,
                        1,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Fewest administrators",
                        "A command that would leave fewer active administrators than this is refused with LAST_ADMIN. 0 "
                                + "switches the guard off.")
                .add(
                        GUARD_MAX_REMOVALS,
                        Type.INT,
                        10,
                        Range.atLeast(0),
                        Importance.HIGH,
                        Width.SHORT,
                        "Most removals in a window",
                        "How many users may be deleted or deactivated in any " + GUARD_WINDOW
                                + ", over all tasks. Each task "
                                + "takes an even share, rounded down, but at least 1; 0 lets none pass. Removals beyond it are "
                                + "answered with GUARD_TRIPPED and can be issued again with options.guardOverride.")
                .add(
                        GUARD_WINDOW,
                        Type.LONG,
                        Duration.ofHours(1).toMillis(),
                        Range.atLeast(1_000),
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Window of removals (ms)",
                        "The length of the sliding window in which " + GUARD_MAX_REMOVALS
                                + " counts, in milliseconds.");
    }

    static ApplySettings parse(AbstractConfig settings, String tenant, String connector, int task) {
        return new ApplySettings(
                tenant,
                connector,
                task,
                settings.getBoolean(DRY_RUN),
                settings.getList(ACK_SIDE_EFFECTS).contains(EMAIL),
                settings.getInt(MAX_CONCURRENT),
                settings.getList(PROTECT_ACCOUNTS).stream()
                        .map(account -> account.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                settings.getList(PROTECT_PATTERNS).stream()
                        .map(pattern -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE))
                        .toList(),
                settings.getInt(GUARD_MIN_ADMINS),
                settings.getInt(GUARD_MAX_REMOVALS),
                Duration.ofMillis(settings.getLong(GUARD_WINDOW)),
                Duration.ofMillis(settings.getLong(APPROVAL_TIMEOUT)),
                Duration.ofMillis(settings.getLong(APPROVAL_INTERVAL)),
                settings.getBoolean(IMAGES));
    }

    private record Patterns() implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            List<?> patterns = value instanceof List<?> list ? list : List.of();
            for (Object pattern : patterns) {
                try {
                    Pattern.compile(pattern.toString());
                } catch (PatternSyntaxException broken) {
                    throw new ConfigException(
                            name,
                            pattern,
                            "Correct the regular expression: " + broken.getDescription()
                                    + ". A pattern with a comma is read as two.");
                }
            }
        }

        @Override
        public String toString() {
            return "regular expressions without commas";
        }
    }
}

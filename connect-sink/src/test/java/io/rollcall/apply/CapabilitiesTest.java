package io.rollcall.apply;

import io.rollcall.command.Operation;
import io.rollcall.config.HttpSettings;
import io.rollcall.plugin.ReferencePage;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.Vendors;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/**
 * The page of what each vendor can do says what commands are checked by. After a change that is meant, write it anew with
 * {@code mvn test -pl connect-sink -am -Dtest=CapabilitiesTest -Dreference.write -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class CapabilitiesTest {
    @Test
    void thePageIsWhatCommandsAreCheckedBy() throws IOException {
        Map<String, Capabilities> all = vendors();
        ReferencePage page = new ReferencePage("""
                # What each vendor can do

                Made from the code, do not edit: the connectors check commands by the same table. As configured by default; settings
                of the connector can allow more (`olark.deactivate`, `livechat.deactivate`, `talkdesk.allow.delete`) or less.

                """);
        page.text("| | " + String.join(" | ", all.keySet()) + " |\n");
        page.text("|---".repeat(all.size() + 1) + "|\n");
        row(
                page,
                all,
                "operations",
                vendor -> Stream.of(Operation.values())
                        .filter(vendor.operations()::contains)
                        .map(Enum::name)
                        .collect(Collectors.joining(", ")));
        row(page, all, "attributes that can be set", vendor -> words(vendor.settable()));
        row(page, all, "attributes that can be emptied", vendor -> words(vendor.clearable()));
        row(page, all, "needed to create", vendor -> words(vendor.requiredToCreate()));
        row(page, all, "memberships", CapabilitiesTest::memberships);
        row(page, all, "found by, besides the id", vendor -> words(vendor.identities()));
        row(page, all, "SOFT delete, DEACTIVATE", vendor -> yes(vendor.softDelete()));
        row(page, all, "HARD delete", vendor -> yes(vendor.hardDelete()));
        row(page, all, "the address is the id", vendor -> yes(vendor.idIsEmail()));
        row(page, all, "new users wait for approval", vendor -> yes(vendor.needsApproval()));
        row(page, all, "creating sends a mail (`ack.side.effects=email`)", vendor -> yes(vendor.createSendsMail()));
        row(page, all, "administrators' roles", vendor -> words(vendor.adminRoles()));
        page.compare("sink-capabilities.md");
    }

    private static void row(
            ReferencePage page, Map<String, Capabilities> all, String name, Function<Capabilities, String> cell) {
        page.row(Stream.concat(Stream.of(name), all.values().stream().map(cell)).toList());
    }

    private static Map<String, Capabilities> vendors() {
        Map<String, Capabilities> all = new LinkedHashMap<>();
        all.put("Olark", capabilities(Vendors.OLARK, Map.of("olark.api.key", "key")));
        all.put(
                "LiveChat",
                capabilities(Vendors.LIVECHAT, Map.of("livechat.client.id", "id", "livechat.client.secret", "secret")));
        all.put(
                "Gladly",
                capabilities(
                        Vendors.GLADLY,
                        Map.of("gladly.organization", "acme", "gladly.user", "token", "gladly.secret", "secret")));
        all.put(
                "Talkdesk REST",
                capabilities(Vendors.TALKDESK, Map.of("talkdesk.client.id", "id", "talkdesk.client.secret", "secret")));
        all.put(
                "Talkdesk SCIM",
                capabilities(Vendors.TALKDESK, Map.of("talkdesk.api", "scim", "talkdesk.scim.token", "token")));
        return all;
    }

    private static Capabilities capabilities(Vendor vendor, Map<String, String> settings) {
        ConfigDef definition = HttpSettings.define(vendor.defineWriting(vendor.define(new ConfigDef())));
        return vendor.parseForWriting(new AbstractConfig(definition, settings, false))
                .capabilities();
    }

    private static String memberships(Capabilities vendor) {
        return vendor.memberships().entrySet().stream()
                .map(entry -> entry.getKey() + ": "
                        + (entry.getValue().size() == 1 ? "REPLACE by one" : words(entry.getValue())))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String words(Collection<?> values) {
        String words = values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
        return words.isEmpty() ? "none" : words;
    }

    private static String yes(boolean holds) {
        return holds ? "yes" : "no";
    }
}

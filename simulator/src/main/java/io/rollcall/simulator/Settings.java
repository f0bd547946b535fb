package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The settings of one vendor; safe for use by request threads while a test turns them. */
final class Settings {

    private static final Map<Vendor, Map<Setting, String>> STANDARDS = Map.of(
            Vendor.OLARK,
            Map.of(Setting.LIST_FIELDS, "id,email,nickname", Setting.GET_FIELDS, "id,email,nickname,available"),
            Vendor.LIVECHAT,
            Map.of(Setting.RATE_WINDOW_MS, "600000", Setting.RATE_HEADERS, "true", Setting.TOKEN_LIFE_SECONDS, "28800"),
            Vendor.GLADLY,
            Map.of(
                    Setting.LIST_FIELDS,
                    "id,emailAddress,name,role,active",
                    Setting.RATE_HEADERS,
                    "true",
                    Setting.LAST_CURSOR,
                    "null",
                    Setting.WEBHOOK_TIMEOUT_MS,
                    "15000"),
            Vendor.TALKDESK,
            Map.of(Setting.LIST_FIELDS, "id,name,email,status,active"));

    private final Vendor vendor;
    private final Map<Setting, String> values = new ConcurrentHashMap<>();

    Settings(Vendor vendor) {
        this.vendor = vendor;
        reset();
    }

    void reset() {
        for (Setting setting : Setting.values()) {
            values.put(setting, STANDARDS.getOrDefault(vendor, Map.of()).getOrDefault(setting, setting.standard()));
        }
    }

    void set(Setting setting, Object value) {
        values.put(setting, setting.checked(value));
    }

    int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    boolean on(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    String text(Setting setting) {
        return values.getOrDefault(setting, setting.standard());
    }

    boolean is(Setting setting, String wanted) {
        return text(setting).equals(wanted);
    }

    /** The object reduced to the fields that the setting names. */
    ObjectNode projected(ObjectNode whole, Setting fields) {
        if (is(fields, "*")) {
            return whole;
        }
        Set<String> names = new LinkedHashSet<>(Arrays.asList(text(fields).split(",", -1)));
        return Json.pick(whole, names);
    }

    /** The page size to serve when {@code asked} was asked for, 0 standing for nothing asked. */
    int pageSize(int asked, int usual, int largest) {
        int size = Math.min(asked <= 0 ? usual : asked, largest);
        int forced = number(Setting.PAGE_SIZE);
        return forced > 0 ? Math.min(size, forced) : size;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        for (Setting setting : Setting.values()) {
            switch (setting.kind()) {
                case NUMBER -> json.put(setting.key(), number(setting));
                case FLAG -> json.put(setting.key(), on(setting));
                case TEXT -> json.put(setting.key(), text(setting));
            }
        }
        return json;
    }
}

package io.rollcall.simulator;

import java.util.Optional;

/**
 * What can be turned about a vendor while it runs. Every vendor accepts every setting; one that the vendor has no use for
 * changes nothing. The defaults here are those of the specification; {@link Settings} names the vendors that differ.
 */
public enum Setting {
    /** Largest page any listing gives, whatever was asked for; 0 leaves the vendor's own limits. */
    PAGE_SIZE("pageSize", 0),
    /** Milliseconds before every answer. */
    LATENCY_MS("latencyMs", 0),
    /** Milliseconds for which reads still show the state before a change. */
    READ_DELAY_MS("readDelayMs", 0),
    /** Requests admitted in any window; 0 is no limit. */
    RATE_LIMIT("rateLimit", 0),
    /** Length of that window in milliseconds. */
    RATE_WINDOW_MS("rateWindowMs", 1000),
    /** Whether the vendor's rate headers are sent. */
    RATE_HEADERS("rateHeaders", false),
    /** Status of a throttled answer. */
    RATE_STATUS("rateStatus", 429),
    /** Life of an issued access token in seconds. */
    TOKEN_LIFE_SECONDS("tokenLifeSeconds", 3600),
    /** Comma-separated fields of a list item; {@code *} is all. */
    LIST_FIELDS("listFields", "*"),
    /** Comma-separated fields of a single read; {@code *} is all. */
    GET_FIELDS("getFields", "*"),
    /** Body shape of listings: {@code spec}, {@code bare} (LiveChat, Gladly) or {@code hal} (Talkdesk). */
    SHAPE("shape", "spec"),
    /** How the last page says so in cursor paging: {@code absent}, {@code null} or {@code empty}. */
    LAST_CURSOR("lastCursor", "absent"),
    /** Olark and Talkdesk REST: every page is page 1. */
    IGNORE_PAGE("ignorePage", false),
    /** Seats of the account; 0 is no limit. */
    SEATS("seats", 0),
    /** Olark: status when no seat is left, 402 or 403. */
    SEAT_STATUS("seatStatus", 402),
    /** Gladly: status of a duplicate create, 409 or 400. Talkdesk REST: 409 or 422. */
    DUPLICATE_STATUS("duplicateStatus", 409),
    /** Whether users can be written at all; if not, the write methods of the collection answer 405. */
    WRITE_API("writeApi", true),
    /** LiveChat: optional fields only when named in {@code fields}. */
    FIELDS_GATED("fieldsGated", false),
    /** LiveChat: {@code spec} says administrator/agent, {@code vendor} says administrator/normal. */
    ROLE_DIALECT("roleDialect", "spec"),
    /** LiveChat: update_group {@code merge}s per agent or {@code replace}s the map. */
    UPDATE_GROUP("updateGroup", "merge"),
    /** LiveChat: updates and deletes answer an empty body instead of an empty object. */
    EMPTY_BODIES("emptyBodies", false),
    /** LiveChat: the region that serves this licence; empty serves all. */
    REGION("region", ""),
    /** LiveChat: whether the client_credentials grant is enabled. */
    CLIENT_CREDENTIALS("clientCredentials", true),
    /** LiveChat: whether suspend, unsuspend and approve are open to the caller. */
    PRIVATE_ACTIONS("privateActions", false),
    /** Talkdesk: {@code active} as a boolean instead of {@code status}. */
    ACTIVE_BOOLEAN("activeBoolean", false),
    /** Talkdesk: whether reads show a role by {@code name} or by {@code id}. */
    ROLE_AS("roleAs", "name"),
    /** Talkdesk HAL: origin of the next link, such as {@code http://elsewhere.example}; empty is our own. */
    NEXT_ORIGIN("nextOrigin", ""),
    /** Talkdesk: DELETE only sets the status to inactive. */
    DELETE_DEACTIVATES("deleteDeactivates", false),
    /** Talkdesk SCIM: whether the Group resource exists. */
    SCIM_GROUPS("scimGroups", true),
    /** Milliseconds that a webhook's receiver may take. */
    WEBHOOK_TIMEOUT_MS("webhookTimeoutMs", 10_000),
    /** LiveChat: whether callers have the scope that webhook actions need. */
    WEBHOOK_SCOPE("webhookScope", true),
    /** LiveChat: whether webhooks name who made the change. */
    WEBHOOK_REQUESTER("webhookRequester", true),
    /** LiveChat: group_updated carries the {@code whole} map of priorities or only the {@code partial} that was set. */
    WEBHOOK_PRIORITIES("webhookPriorities", "whole"),
    /** Gladly: {@code dot} says agent.created, {@code slash} says AGENT/CREATED. */
    WEBHOOK_NAMES("webhookNames", "dot"),
    /** Gladly: where in the body the agent's id stands. */
    WEBHOOK_AGENT_AT("webhookAgentAt", "content.agentId");

    /** What sort of value a setting takes. */
    enum Kind {
        NUMBER,
        FLAG,
        TEXT
    }

    private final String key;
    private final Kind kind;
    private final String standard;

    Setting(String key, int standard) {
        this(key, Kind.NUMBER, String.valueOf(standard));
    }

    Setting(String key, boolean standard) {
        this(key, Kind.FLAG, String.valueOf(standard));
    }

    Setting(String key, String standard) {
        this(key, Kind.TEXT, standard);
    }

    Setting(String key, Kind kind, String standard) {
        this.key = key;
        this.kind = kind;
        this.standard = standard;
    }

    /** The name in the admin API. */
    public String key() {
        return key;
    }

    Kind kind() {
        return kind;
    }

    String standard() {
        return standard;
    }

    /**
     * The value as it is kept.
     *
     * @throws IllegalArgumentException when it is not of this setting's kind
     */
    String checked(Object value) {
        String text = String.valueOf(value);
        boolean fits = switch (kind) {
            case NUMBER -> text.matches("\\d{1,9}");
            case FLAG -> text.equals("true") || text.equals("false");
            case TEXT -> true;
        };
        if (!fits) {
            throw new IllegalArgumentException(key + " does not take " + text);
        }
        return text;
    }

    static Optional<Setting> ofKey(String key) {
        for (Setting setting : values()) {
            if (setting.key.equals(key)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }
}

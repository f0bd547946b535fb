package io.rollcall.user;

/**
 * The Kafka key of a user: frozen, since a change of it would break partitioning and compaction.
 *
 * @param vendor {@code olark}, {@code livechat}, {@code gladly} or {@code talkdesk}
 * @param tenant the operator's stable name of one vendor account, licence or organisation
 * @param userId the vendor's id; at LiveChat an e-mail address, so personal data
 */
public record UserKey(String vendor, String tenant, String userId) {}

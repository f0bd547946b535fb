package io.rollcall.command;

/**
 * Key of commands, results and the ledger.
 *
 * @param vendor {@code olark}, {@code livechat}, {@code gladly} or {@code talkdesk}
 * @param tenant the operator's stable name of the vendor account
 * @param subjectKey the producer's name for the person, stable for life: order holds for equal keys only
 */
public record CommandKey(String vendor, String tenant, String subjectKey) {}

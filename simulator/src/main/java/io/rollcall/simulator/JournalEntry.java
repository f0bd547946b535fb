package io.rollcall.simulator;

import java.time.Instant;
import java.util.Map;

/**
 * One vendor request as the simulator saw it. Never holds a secret.
 *
 * @param sequence counts from 1, over all vendors, in order of arrival
 * @param at the simulator's time of arrival
 * @param path decoded, with the vendor's segment, without the query
 * @param query decoded; at LiveChat the scalar and list parameters of a read's body, since all of its actions are POST
 * @param action what the request asks for, such as {@code list_users}; the README lists the names
 * @param status what was answered; 0 while unanswered, -1 when the connection was reset
 * @param credential the kind of credential shown, never the credential
 * @param account the account it opened; empty when refused
 */
public record JournalEntry(
        long sequence,
        Instant at,
        Vendor vendor,
        String method,
        String path,
        Map<String, String> query,
        String action,
        int status,
        String credential,
        String account) {

    /** Copies the query. */
    public JournalEntry {
        query = Map.copyOf(query);
    }

    JournalEntry answered(int newStatus) {
        return new JournalEntry(sequence, at, vendor, method, path, query, action, newStatus, credential, account);
    }
}

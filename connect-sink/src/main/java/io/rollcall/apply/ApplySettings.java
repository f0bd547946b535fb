package io.rollcall.apply;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How commands are applied.
 *
 * @param tenant the tenant whose commands these are
 * @param connector the connector's name, for answers
 * @param task the task's number, for answers
 * @param dryRun whether nothing may be changed, whatever commands say
 * @param mailsAcknowledged whether the operator knows that the vendor sends mails when users are created
 * @param maxConcurrentSubjects how many subjects are worked on at a time
 * @param protectedAccounts ids and addresses, lower case, that no command may touch
 * @param protectedPatterns the same as patterns over ids and addresses
 * @param minAdmins how many active administrators have to be left
 * @param maxRemovals how many removals a window takes, in this task
 * @param guardWindow the window
 * @param approvalTimeout how long an invitation may wait, unless its command says otherwise
 * @param approvalInterval how often is looked whether invitations were approved
 * @param images whether answers carry the state before and after, which is personal data
 */
public record ApplySettings(
        String tenant,
        String connector,
        int task,
        boolean dryRun,
        boolean mailsAcknowledged,
        int maxConcurrentSubjects,
        Set<String> protectedAccounts,
        List<Pattern> protectedPatterns,
        int minAdmins,
        int maxRemovals,
        Duration guardWindow,
        Duration approvalTimeout,
        Duration approvalInterval,
        boolean images) {

    public ApplySettings {
        protectedAccounts = Set.copyOf(protectedAccounts);
        protectedPatterns = List.copyOf(protectedPatterns);
    }
}

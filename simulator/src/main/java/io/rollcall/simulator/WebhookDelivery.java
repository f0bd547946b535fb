package io.rollcall.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One webhook from the change that caused it to its end. Never holds a secret: the body's is masked.
 *
 * @param sequence counts from 1 for every vendor
 * @param at the simulator's time of the change, or of the call that made this up
 * @param subscription whom it is for
 * @param event as the vendor's list of events spells it, or {@code PING}; empty for a body of the caller's
 * @param subject the id of the user or group that it is about; empty where there is none
 * @param body as sent, but for the secret
 */
public record WebhookDelivery(
        long sequence,
        Instant at,
        String account,
        String subscription,
        String event,
        String subject,
        String body,
        Cause cause,
        State state,
        List<Attempt> attempts) {

    /** Why there is such a delivery. */
    public enum Cause {
        /** Something changed, or a subscription is tried out. */
        VENDOR,
        /** A call asked for a delivery once more. */
        REPEATED,
        /** A call made it up. */
        MADE_UP
    }

    /** How far it has come. */
    public enum State {
        /** Kept back until released or dropped. */
        HELD,
        /** To be tried, now or later. */
        WAITING,
        /** The receiver took it. */
        RECEIVED,
        /** The vendor gave it up, or a call dropped it. */
        LOST
    }

    /**
     * One request.
     *
     * @param at the simulator's time
     * @param status what the receiver answered; 0 when it did not in time
     */
    public record Attempt(Instant at, int status) {}

    /** Copies the attempts. */
    public WebhookDelivery {
        attempts = List.copyOf(attempts);
    }

    WebhookDelivery now(State newState) {
        return new WebhookDelivery(
                sequence, at, account, subscription, event, subject, body, cause, newState, attempts);
    }

    WebhookDelivery tried(Attempt attempt, State newState) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(attempt);
        return new WebhookDelivery(sequence, at, account, subscription, event, subject, body, cause, newState, more);
    }

    WebhookDelivery again(long newSequence, Instant newAt) {
        return new WebhookDelivery(
                newSequence,
                newAt,
                account,
                subscription,
                event,
                subject,
                body,
                Cause.REPEATED,
                State.WAITING,
                List.of());
    }
}

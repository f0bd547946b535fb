package io.rollcall.simulator;

/**
 * What goes over the wire.
 *
 * @param reset the connection is reset instead of answered
 * @param delayMillis wait before the answer
 * @param dribbleMillis time over which the body is spread; 0 sends it at once
 */
record Delivery(Answer answer, boolean reset, int delayMillis, int dribbleMillis) {

    static Delivery of(Answer answer) {
        return new Delivery(answer, false, 0, 0);
    }

    static Delivery ofReset() {
        return new Delivery(Answer.empty(500), true, 0, 0);
    }

    Delivery delayed(int millis) {
        return new Delivery(answer, reset, millis, dribbleMillis);
    }

    int journalStatus() {
        return reset ? -1 : answer.status();
    }
}

package io.rollcall.http;

/** One layer of the way out. Each sends the request on, and sees what comes back. */
interface Transport {

    /**
     * Sends the request once.
     *
     * @throws TransportException when there was no complete answer
     */
    Reply send(Request request) throws TransportException;
}

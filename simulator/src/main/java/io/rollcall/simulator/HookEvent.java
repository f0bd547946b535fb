package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that a vendor tells of.
 *
 * @param name as the vendor's list of events spells it
 * @param subject the id of the user or group that it is about
 * @param payload what the body says beside the vendor's envelope
 */
record HookEvent(String name, String subject, ObjectNode payload) {}

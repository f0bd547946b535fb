package io.rollcall.simulator;

/** What a fake needs besides the account that it serves. */
record VendorContext(
        Vendor vendor, SimulatedClock clock, Settings settings, Credentials credentials, Tokens tokens, Stats stats) {

    static VendorContext of(Vendor vendor, SimulatedClock clock) {
        return new VendorContext(
                vendor, clock, new Settings(vendor), new Credentials(vendor), new Tokens(clock), new Stats());
    }
}

package io.rollcall.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/**
 * The four vendors as stateful fakes behind one port on loopback. Everything that the Java methods here, of {@link SimulatedVendor} and of
 * {@link SimulatedAccount} can do, the HTTP admin API below {@code /__rollcall/} can do too; the README has the table.
 */
public final class Simulator implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int THREADS = 64;

    private final SimulatedClock clock;
    private final Journal journal = new Journal();
    private final HangGate hangs = new HangGate();
    private final Map<Vendor, SimulatedVendor> vendors = new EnumMap<>(Vendor.class);
    private final AdminApi admin;
    private final WireMockServer server;

    private Simulator(String address, int port, InstantSource time) {
        this.clock = new SimulatedClock(time);
        for (Vendor vendor : Vendor.values()) {
            vendors.put(vendor, new SimulatedVendor(vendor, clock, journal, hangs));
        }
        this.admin = new AdminApi(this);
        this.server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress(address)
                .port(port)
                // Hanging requests each hold a thread.
                .containerThreads(THREADS)
                .http2PlainDisabled(true)
                .gzipDisabled(true)
                // WireMock's own journal would keep headers, and with them secrets.
                .disableRequestJournal()
                .extensions(new FrontDoor(this::answer)));
    }

    /** Starts on a free port. */
    public static Simulator start() {
        return start(0);
    }

    /** Starts on a port, 0 for a free one. */
    public static Simulator start(int port) {
        return start(port, InstantSource.system());
    }

    /** Starts with a clock of the caller's; {@link #advance} pushes ahead of it. */
    public static Simulator start(int port, InstantSource time) {
        return start(LOOPBACK, port, time);
    }

    /** Starts where other machines or containers may reach it, {@code 0.0.0.0} for all networks. It knows no access control. */
    static Simulator start(String address, int port) {
        return start(address, port, InstantSource.system());
    }

    private static Simulator start(String address, int port, InstantSource time) {
        Simulator simulator = new Simulator(address, port, time);
        simulator.server.start();
        simulator.server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(FrontDoor.NAME)));
        return simulator;
    }

    private Delivery answer(Call call) {
        if (call.startsWith(AdminApi.SEGMENT)) {
            return Delivery.of(admin.answer(call.below()));
        }
        return call.path().stream()
                .findFirst()
                .flatMap(Vendor::ofSegment)
                .map(vendor -> vendor(vendor).receive(call.below()))
                .orElseGet(() -> Delivery.of(Answer.json(404, Json.object().put("error", "no such vendor"))));
    }

    /** One vendor, to drive it. */
    public SimulatedVendor vendor(Vendor vendor) {
        SimulatedVendor found = vendors.get(vendor);
        if (found == null) {
            throw new IllegalStateException("every vendor is simulated");
        }
        return found;
    }

    /** Short for {@code vendor(Vendor.OLARK)}. */
    public SimulatedVendor olark() {
        return vendor(Vendor.OLARK);
    }

    /** Short for {@code vendor(Vendor.LIVECHAT)}. */
    public SimulatedVendor liveChat() {
        return vendor(Vendor.LIVECHAT);
    }

    /** Short for {@code vendor(Vendor.GLADLY)}. */
    public SimulatedVendor gladly() {
        return vendor(Vendor.GLADLY);
    }

    /** Short for {@code vendor(Vendor.TALKDESK)}. */
    public SimulatedVendor talkdesk() {
        return vendor(Vendor.TALKDESK);
    }

    /** Every vendor request so far. */
    public Journal journal() {
        return journal;
    }

    /** The simulator's time: token expiry, read delay, rate windows, webhook resends and timestamps follow it. */
    public Instant now() {
        return clock.instant();
    }

    /** Pushes the simulator's time ahead. */
    public void advance(Duration by) {
        clock.advance(by);
    }

    /** Lets every request go on that hangs now. */
    public void releaseHangs() {
        hangs.release();
    }

    /** Resets all vendors and clears the journal. */
    public void reset() {
        vendors.values().forEach(SimulatedVendor::reset);
        journal.clear();
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** {@code http://127.0.0.1:port}, where all of it lives. */
    public String origin() {
        return "http://" + LOOPBACK + ":" + port();
    }

    /** Base of Olark's REST API. */
    public String olarkUrl() {
        return origin() + "/olark/api/v1";
    }

    /** Base of LiveChat's Configuration API; actions are below {@code /action/}. */
    public String liveChatUrl() {
        return origin() + "/livechat/v3.6/configuration";
    }

    /** LiveChat's token endpoint. */
    public String liveChatTokenUrl() {
        return origin() + "/livechat/v2/token";
    }

    /** Base of Gladly's REST API. */
    public String gladlyUrl() {
        return origin() + "/gladly/api/v1";
    }

    /** Base of Talkdesk's REST API. */
    public String talkdeskUrl() {
        return origin() + "/talkdesk";
    }

    /** Talkdesk's token endpoint. */
    public String talkdeskTokenUrl() {
        return origin() + "/talkdesk/oauth/token";
    }

    /** Base of Talkdesk's SCIM API. */
    public String talkdeskScimUrl() {
        return origin() + "/talkdesk/scim/v2";
    }

    /** Base of the admin API. */
    public String adminUrl() {
        return origin() + "/" + AdminApi.SEGMENT;
    }

    /** Stops listening and delivering; requests that hang are let go first. */
    @Override
    public void close() {
        hangs.close();
        server.stop();
        vendors.values().forEach(SimulatedVendor::close);
    }
}

package io.rollcall.quickstart;

import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One column of the benchmark: a connector, and how the simulated vendor shows its users.
 *
 * @param name of the connector
 * @param vendor whose users it watches
 * @param api which of the vendor's interfaces it reads
 * @param tenant told apart from other columns of the same vendor
 * @param thin whether the listing leaves out attributes, so that every new user is read one by one
 * @param settings of the connector, but for the sweep interval
 */
record BenchmarkCase(String name, Vendor vendor, Api api, String tenant, boolean thin, Map<String, String> settings) {

    /** Every user of a thin list is looked at again within ten sweeps. */
    static final int HYDRATION_PERCENT = 10;

    /**
     * An interface of a vendor, and what it costs to read all users there at the least.
     *
     * <p>The first sweep needs the lists of names too. Later ones need them only where they hold memberships, as at Olark, which
     * also has no total: only an empty page proves the end.
     */
    enum Api {
        OLARK(100, 2, 2),
        LIVECHAT(1000, 1, 0),
        GLADLY(100, 2, 0),
        TALKDESK(100, 2, 0),
        SCIM(100, 1, 0);

        private final int pageSize;
        private final int besidesAtFirst;
        private final int besidesLater;

        Api(int pageSize, int besidesAtFirst, int besidesLater) {
            this.pageSize = pageSize;
            this.besidesAtFirst = besidesAtFirst;
            this.besidesLater = besidesLater;
        }

        int pages(int users) {
            return (users + pageSize - 1) / pageSize;
        }
    }

    /** The columns: each interface with lists that show everything, and one with a list that does not. */
    static List<BenchmarkCase> all(Simulator simulator, Secrets secrets) {
        Accounts accounts = new Accounts(simulator, secrets);
        Map<String, String> talkdesk = accounts.source(Vendor.TALKDESK);
        Map<String, String> gladly = accounts.source(Vendor.GLADLY);
        return List.of(
                column("olark", Vendor.OLARK, Api.OLARK, false, accounts.source(Vendor.OLARK)),
                column("livechat", Vendor.LIVECHAT, Api.LIVECHAT, false, accounts.source(Vendor.LIVECHAT)),
                column("gladly", Vendor.GLADLY, Api.GLADLY, false, gladly),
                column("talkdesk", Vendor.TALKDESK, Api.TALKDESK, false, talkdesk),
                column("talkdesk-scim", Vendor.TALKDESK, Api.SCIM, false, accounts.byScim(talkdesk)),
                column("gladly-thin", Vendor.GLADLY, Api.GLADLY, true, gladly));
    }

    private static BenchmarkCase column(
            String name, Vendor vendor, Api api, boolean thin, Map<String, String> account) {
        Map<String, String> settings = new LinkedHashMap<>(account);
        settings.put("tenant", name);
        // A check of the settings would read a page of its own.
        settings.put("validate.live", "false");
        settings.put("hydration.percent", String.valueOf(HYDRATION_PERCENT));
        // The budget is a matter of the vendor's limits, not of the connector's speed.
        settings.put("budget.scope", "none");
        return new BenchmarkCase(name, vendor, api, name, thin, Map.copyOf(settings));
    }

    /** Has the simulated vendor show its users as this column wants it. */
    void prepare(Simulator simulator) {
        if (vendor == Vendor.GLADLY) {
            simulator.vendor(vendor).set(Setting.LIST_FIELDS, thin ? "id,emailAddress,name,role,active" : "*");
        } else if (vendor == Vendor.TALKDESK) {
            simulator.vendor(vendor).set(Setting.LIST_FIELDS, "*");
        }
    }

    Map<String, String> sweepingEvery(long millis) {
        Map<String, String> whole = new LinkedHashMap<>(settings);
        whole.put("sweep.interval.ms", String.valueOf(millis));
        return whole;
    }

    /** Whether this is how most would run it; the other columns show a variant of one of these. */
    boolean isMain() {
        return !thin && api != Api.SCIM;
    }

    int pages(int users) {
        return api.pages(users);
    }

    /** The fewest requests in which a first sweep can see every user whole. */
    int firstMinimum(int users) {
        return api.pages(users) + api.besidesAtFirst + (thin ? users : 0);
    }

    /** The fewest requests of a later sweep that keeps to its share of point reads. */
    int steadyMinimum(int users) {
        int share = (int) Math.ceil(users * HYDRATION_PERCENT / 100.0);
        return api.pages(users) + api.besidesLater + (thin ? share : 0);
    }
}

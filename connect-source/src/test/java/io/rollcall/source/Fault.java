package io.rollcall.source;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import java.util.HashMap;
import java.util.Map;

/** What can go wrong at a vendor while everybody is still there. */
enum Fault {
    LISTING_LACKS_TWO(true) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            inject(tenant, simulator, InjectedFault.of(Kind.SHORT_LISTING).dropping(2));
        }
    },
    LISTING_LACKS_MOST(true) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            inject(tenant, simulator, InjectedFault.of(Kind.SHORT_LISTING).dropping(8));
        }
    },
    LISTING_IS_EMPTY(true) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            inject(tenant, simulator, InjectedFault.of(Kind.EMPTY_LISTING));
        }
    },
    CURSOR_REPEATS(true) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            inject(tenant, simulator, InjectedFault.of(Kind.REPEATED_CURSOR));
        }
    },
    PAGE_3_FAILS(true) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            // Each sweep asks for two good pages first, and then never for a fourth one.
            tenant.at(simulator)
                    .inject(listing(tenant, InjectedFault.status(500, "{}")).after(2));
            tenant.at(simulator)
                    .inject(listing(tenant, InjectedFault.status(500, "{}")).after(5));
        }
    },
    JSON_IS_CUT_OFF(true) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            inject(tenant, simulator, InjectedFault.of(Kind.TRUNCATED));
        }
    },
    CONNECTIONS_ARE_RESET(true) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            inject(tenant, simulator, InjectedFault.of(Kind.RESET));
        }
    },
    VENDOR_THROTTLES(true) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            tenant.at(simulator).set(Setting.RATE_WINDOW_MS, 1000);
            tenant.at(simulator).set(Setting.RATE_LIMIT, 1);
        }

        @Override
        void end(Tenant tenant, Simulator simulator) {
            tenant.at(simulator).set(Setting.RATE_LIMIT, 0);
        }
    },
    CREDENTIALS_OPEN_ANOTHER_ACCOUNT(true) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            swapAccounts(tenant, simulator);
        }

        @Override
        void end(Tenant tenant, Simulator simulator) {
            swapAccounts(tenant, simulator);
        }
    },
    WEB_PAGE_INSTEAD_OF_JSON(false) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            inject(tenant, simulator, InjectedFault.of(Kind.HTML));
        }
    },
    REDIRECT(false) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            inject(tenant, simulator, InjectedFault.of(Kind.REDIRECT));
        }
    },
    NO_SUCH_COLLECTION(false) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            inject(tenant, simulator, InjectedFault.status(404, "{\"error\":\"no such resource\"}"));
        }
    },
    CREDENTIALS_ARE_REVOKED(false) {
        private Map<String, String> before = Map.of();

        @Override
        void begin(Tenant tenant, Simulator simulator) {
            SimulatedVendor vendor = tenant.at(simulator);
            before = vendor.credentials(SimulatedVendor.PRIMARY);
            Map<String, String> others = new HashMap<>(before);
            others.replaceAll((name, secret) -> secret + "-changed");
            vendor.setCredentials(SimulatedVendor.PRIMARY, others);
            vendor.revokeTokens();
        }

        @Override
        void end(Tenant tenant, Simulator simulator) {
            tenant.at(simulator).setCredentials(SimulatedVendor.PRIMARY, before);
        }
    },
    RIGHTS_ARE_TAKEN(false) {
        @Override
        void begin(Tenant tenant, Simulator simulator) {
            inject(tenant, simulator, InjectedFault.status(403, "{\"error\":\"forbidden\"}"));
        }
    };

    /** Whether the task has to get over it by itself; if not, it has to fail and say what to set. */
    final boolean passing;

    Fault(boolean passing) {
        this.passing = passing;
    }

    abstract void begin(Tenant tenant, Simulator simulator);

    void end(Tenant tenant, Simulator simulator) {
        tenant.at(simulator).clearFaults();
    }

    /** Until the fault ends, every listing suffers. */
    private static void inject(Tenant tenant, Simulator simulator, InjectedFault fault) {
        tenant.at(simulator).inject(listing(tenant, fault).repeated(-1));
    }

    private static InjectedFault listing(Tenant tenant, InjectedFault fault) {
        return fault.onAction(tenant.list());
    }

    /** From now on the same credentials open the account of other people. */
    static void swapAccounts(Tenant tenant, Simulator simulator) {
        SimulatedVendor vendor = tenant.at(simulator);
        Map<String, String> primary = vendor.credentials(SimulatedVendor.PRIMARY);
        vendor.setCredentials(SimulatedVendor.PRIMARY, vendor.credentials(SimulatedVendor.SECOND));
        vendor.setCredentials(SimulatedVendor.SECOND, primary);
        vendor.revokeTokens();
    }
}

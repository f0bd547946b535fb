package io.rollcall.simulator;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way of every request of one vendor: journal, rate window, faults, credential, drift, the fake itself. */
final class Reception {

    private static final Set<String> WRITES =
            Set.of("create", "update", "replace", "delete", "add", "remove", "approve", "suspend", "unsuspend");

    private final VendorContext context;
    private final VendorFake fake;
    private final Map<String, SimulatedAccount> accounts;
    private final FaultQueue faults;
    private final DriftQueue drift;
    private final RateWindow rate;
    private final Journal journal;
    private final HangGate hangs;

    Reception(
            VendorContext context,
            VendorFake fake,
            Map<String, SimulatedAccount> accounts,
            FaultQueue faults,
            DriftQueue drift,
            RateWindow rate,
            Journal journal,
            HangGate hangs) {
        this.context = context;
        this.fake = fake;
        this.accounts = accounts;
        this.faults = faults;
        this.drift = drift;
        this.rate = rate;
        this.journal = journal;
        this.hangs = hangs;
    }

    Delivery receive(Call call) {
        String action = fake.action(call);
        Caller caller = caller(call);
        JournalEntry entry = journal.arrived(
                context.clock().instant(), context.vendor(), call, fake.journalled(call), action, caller);
        Delivery delivery =
                deliver(call, action, caller).delayed(context.settings().number(Setting.LATENCY_MS));
        journal.answered(entry, delivery.journalStatus());
        return delivery;
    }

    private Caller caller(Call call) {
        try {
            return fake.caller(call);
        } catch (IllegalArgumentException e) {
            // A token request whose body cannot be read shows no credential.
            return Caller.ANONYMOUS;
        }
    }

    private Delivery deliver(Call call, String action, Caller caller) {
        // The token endpoints are other hosts at the vendors and no part of the API's window.
        if (action.equals("token")) {
            return deliver(call, action, caller, Map.of());
        }
        Settings settings = context.settings();
        int limit = settings.number(Setting.RATE_LIMIT);
        RateWindow.Verdict verdict =
                rate.arrive(context.clock().instant(), limit, settings.number(Setting.RATE_WINDOW_MS));
        Map<String, String> headers =
                limit > 0 && settings.on(Setting.RATE_HEADERS) ? fake.rateHeaders(verdict) : Map.of();
        if (!verdict.admitted()) {
            int status = settings.number(Setting.RATE_STATUS);
            return Delivery.of(fake.error(call, status, "too_many_requests", "Too many requests")
                    .with(headers));
        }
        return deliver(call, action, caller, headers);
    }

    private Delivery deliver(Call call, String action, Caller caller, Map<String, String> headers) {
        InjectedFault fault = faults.next(action, "/" + String.join("/", call.path()));
        if (fault == null) {
            return Delivery.of(handle(call, action, caller).with(headers));
        }
        return switch (fault.kind()) {
            case STATUS ->
                Delivery.of(
                        new Answer(fault.status(), "application/json", headers, fault.body()).with(fault.headers()));
            case RESET -> Delivery.ofReset();
            case HTML -> Delivery.of(html(fault.body()));
            case REDIRECT ->
                Delivery.of(Answer.empty(fault.status())
                        .with(Map.of("Location", "http://elsewhere.example.com/login"))
                        .with(fault.headers()));
            case HANG -> {
                hangs.await();
                yield Delivery.of(handle(call, action, caller).with(headers));
            }
            default ->
                spoilt(fault, handle(call.suffering(fault), action, caller).with(headers));
        };
    }

    private Delivery spoilt(InjectedFault fault, Answer answer) {
        return switch (fault.kind()) {
            case RESET_AFTER_WRITE -> Delivery.ofReset();
            case HANG_AFTER_WRITE -> {
                hangs.await();
                yield Delivery.of(answer);
            }
            case TRUNCATED ->
                Delivery.of(answer.with(answer.body().substring(0, answer.body().length() / 2)));
            case SLOW_BODY -> new Delivery(answer, false, 0, fault.millis());
            default -> Delivery.of(answer);
        };
    }

    private static Answer html(String body) {
        String page = body.isEmpty() ? "<!DOCTYPE html><html><body><h1>Please sign in</h1></body></html>" : body;
        return new Answer(200, "text/html; charset=utf-8", Map.of(), page);
    }

    private Answer handle(Call call, String action, Caller caller) {
        if (action.equals("token")) {
            return fake.token(call, caller);
        }
        @Nullable Answer open = fake.open(call);
        if (open != null) {
            return open;
        }
        @Nullable String name = caller.account();
        SimulatedAccount account = name == null ? null : accounts.get(name);
        if (account == null) {
            return fake.error(call, 401, "authentication", "Authentication failed");
        }
        int page = fake.page(call);
        drift.run(page, true);
        Answer answer = answer(call, account);
        drift.run(page, false);
        if (answer.successful() && writes(action)) {
            context.stats().wrote(action);
        }
        return answer;
    }

    private Answer answer(Call call, SimulatedAccount account) {
        synchronized (account) {
            try {
                return account.as(fake.clientId(call), () -> fake.answer(call, account));
            } catch (Refused e) {
                return e.answer();
            } catch (IllegalArgumentException e) {
                return fake.error(call, 400, "validation", "Malformed request body");
            }
        }
    }

    private static boolean writes(String action) {
        String plain = action.startsWith("scim_") ? action.substring("scim_".length()) : action;
        int end = plain.indexOf('_');
        return WRITES.contains(end < 0 ? plain : plain.substring(0, end));
    }
}

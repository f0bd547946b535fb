package io.rollcall.plugin;

import io.rollcall.budget.BudgetView;
import io.rollcall.budget.Priority;
import io.rollcall.budget.ledger.LedgerView;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows the rate budget that a task shares with others, in that task's metrics. */
public final class BudgetGauges {
    private final Registrar worker;
    private final Supplier<BudgetView> view;

    private BudgetGauges(Registrar worker, Supplier<BudgetView> view) {
        this.worker = worker;
        this.view = view;
    }

    /**
     * Shows a budget.
     *
     * @param view asked at every look; cheap
     */
    public static void add(Registrar worker, Supplier<BudgetView> view) {
        BudgetGauges gauges = new BudgetGauges(worker, view);
        gauges.addLedger();
        gauges.addOwn();
        for (Priority priority : Priority.values()) {
            gauges.addWaits(priority);
        }
    }

    private void addLedger() {
        shared("limit", "Requests that the licence may send in its window, as far as is known now", LedgerView::limit);
        shared(
                "used",
                "Requests that count against the limit now, of everybody who shares the budget",
                LedgerView::used);
        shared("available", "Requests that could be sent at once", LedgerView::available);
        shared(
                "foreign",
                "Requests in the window that the vendor counts and nobody here has sent",
                LedgerView::foreign);
        shared("headroom", "Requests that are left to others in any case", LedgerView::headroom);
        shared(
                "blocked-ms",
                "For how long nobody may send, because the vendor refused a request",
                LedgerView::blockedMs);
        shared(
                "probing",
                "1 while requests go one at a time after a refusal, until one succeeds, else 0",
                ledger -> ledger.probing() ? 1 : 0);
        shared("granted-total", "Permits granted to everybody", LedgerView::granted);
        shared(
                "forced-total",
                "Permits of everybody whose holder never said what became of them, and which were taken for used",
                LedgerView::forced);
        shared(
                "cuts-total",
                "Events of congestion: refusals that were not the consequence of an earlier one",
                LedgerView::cuts);
        shared("participants", "Plugins on workers that share the budget", LedgerView::participants);
        shared("participants-waiting", "How many of them wait for a permit", LedgerView::waiting);
    }

    private void addOwn() {
        own(
                "state",
                "How this plugin takes part in the budget: STARTING, RUNNING, FAILING while Kafka cannot be reached, HALTED when the "
                        + "log of the worker says what to do, CLOSED, or NONE where no budget is kept",
                seen -> seen.state().name());
        for (BudgetView.State state : BudgetView.State.values()) {
            String word = state.name().toLowerCase(Locale.ROOT);
            own(
                    "state-" + word,
                    "1 while budget-state is " + state + ", else 0",
                    seen -> seen.state() == state ? 1 : 0);
        }
        own("waiting", "Requests of this plugin on this worker that wait for a permit", BudgetView::waiting);
        own(
                "refused-total",
                "Requests of this plugin on this worker that the vendor refused for their number",
                BudgetView::refused);
        own("stale-permits-total", "Permits that came too late to be used, and were given back", BudgetView::stale);
        own("lag-ms", "From writing a record to the budget's log until it was read", BudgetView::lagMs);
        own("records-lost-total", "Records that may not have got into the budget's log", BudgetView::lost);
        own(
                "divergence-total",
                "How often the log overruled what was computed from it, which only a defect can cause",
                BudgetView::replaced);
        own(
                "config-conflict",
                "1 while other connectors are configured with another limit under the same budget.version, else 0",
                seen -> seen.conflict() ? 1 : 0);
    }

    private void addWaits(Priority priority) {
        String name = "wait-" + priority.name().toLowerCase(Locale.ROOT);
        String of = " of the last requests of class " + priority + " waited for their permits, in milliseconds";
        own(
                name + "-p50-ms",
                "How long half" + of,
                seen -> waits(seen, priority).p50Ms());
        own(
                name + "-p99-ms",
                "How long 99 %" + of + " at most",
                seen -> waits(seen, priority).p99Ms());
        own(
                name + "-max-ms",
                "How long the longest" + of,
                seen -> waits(seen, priority).maxMs());
    }

    private static BudgetView.WaitTimes waits(BudgetView view, Priority priority) {
        return view.waits().get(priority.rank());
    }

    private void shared(String name, String description, Function<LedgerView, Object> value) {
        own(name, description, seen -> seen.ledger() == null ? 0 : value.apply(seen.ledger()));
    }

    private void own(String name, String description, Function<BudgetView, Object> value) {
        worker.add("budget-" + name, description, () -> value.apply(view.get()));
    }
}

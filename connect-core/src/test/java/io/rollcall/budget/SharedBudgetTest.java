package io.rollcall.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.ledger.Search;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several connectors on one licence, in virtual time. */
class SharedBudgetTest {
    private static final long MINUTE = 60_000;

    private static World world(SimulatedVendor vendor) {
        return new World(1, Mischief.NONE, Sabotage.NONE, vendor);
    }

    private static SimulatedVendor sliding(int requests, long window) {
        return new SimulatedVendor(requests, window, false, true, 0);
    }

    private static List<Host> start(World world, Policy policy, Priority... classes) {
        List<Host> hosts = new ArrayList<>();
        for (Priority each : classes) {
            hosts.add(world.start(Load.endless(each), policy, Past.DATED));
        }
        return hosts;
    }

    private static List<Host> busy(World world, Policy policy) {
        return start(
                world, policy, Priority.PROVISION, Priority.PROVISION, Priority.SWEEP, Priority.SWEEP, Priority.SWEEP);
    }

    /** The part of what was allowed that was used, in the next so many windows. */
    private static double used(World world, long window, int windows) {
        long from = world.now();
        world.run(window * windows);
        double used = world.arrivedWithin(from, world.now())
                / ((double) world.vendor().limit() * windows);
        System.out.printf("%d per %d ms: %.2f %% used%n", world.vendor().limit(), window, 100 * used);
        return used;
    }

    private static void isUnharmed(World world) {
        assertThat(world.violations()).isEmpty();
        assertThat(world.vendor().refused()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1000, 600000, 0.99", "300, 60000, 0.985", "10, 1000, 0.6", "4, 1000, 0.5"})
    void nearlyAllThatAVendorAllowsIsUsedAndNotOneMore(int requests, long window, double atLeast) {
        World world = world(sliding(requests, window));
        busy(world, Terms.of(requests, window).policy());
        world.run(window);

        assertThat(used(world, window, window > MINUTE ? 1 : 6)).isGreaterThan(atLeast);
        isUnharmed(world);
    }

    @Test
    void thoseWhoLeaveOvertakeEverybodyAndNobodyStarves() {
        World world = world(sliding(300, MINUTE));
        List<Host> hosts = busy(world, Terms.of(300, MINUTE).policy());
        world.stream(hosts.get(0), Priority.DEPROVISION, 20);
        world.run(10 * MINUTE);

        List<Long> waits = world.waits(Priority.DEPROVISION);
        assertThat(waits).hasSizeGreaterThan(100);
        assertThat(waits.get(waits.size() / 2)).isLessThan(100);
        assertThat(waits.get(waits.size() * 99 / 100)).isLessThan(1_000);
        assertThat(hosts).allSatisfy(host -> assertThat(host.sends()).isGreaterThan(20));
        isUnharmed(world);
    }

    @Test
    void aStrangerOnTheLicenceIsMadeRoomFor() {
        World world = world(sliding(300, MINUTE));
        busy(world, Terms.of(300, MINUTE).policy());
        world.strangers(90);
        world.run(20 * MINUTE);

        System.out.println("Refused beside a stranger: " + world.vendor().refused() + " of "
                + world.vendor().requests());
        assertThat(world.violations()).isEmpty();
        assertThat(world.vendor().requests()).isGreaterThan(180 * 20);
        assertThat(world.vendor().refused()).isLessThan(world.vendor().requests() / 33);
    }

    @Test
    void headroomLeavesAStrangerEnoughForNobodyToBeRefused() {
        World world = world(sliding(300, MINUTE));
        busy(world, Terms.of(300, MINUTE).headroom(130).policy());
        world.strangers(90);
        world.run(10 * MINUTE);

        isUnharmed(world);
    }

    @Test
    void aLimitThatNobodyKnowsIsFoundAndFoundAgainWhenItChanges() {
        World world = world(new SimulatedVendor(180, MINUTE, false, false, 0));
        busy(
                world,
                Terms.of(10_000, MINUTE)
                        .search(new Search(5, 30, 850))
                        .maxHeld(4)
                        .policy());
        world.run(15 * MINUTE);

        assertThat(used(world, MINUTE, 10)).isGreaterThan(0.85);
        world.vendor().limit(90);
        world.run(5 * MINUTE);
        assertThat(used(world, MINUTE, 10)).isGreaterThan(0.85);
        world.vendor().limit(180);
        world.run(10 * MINUTE);
        assertThat(used(world, MINUTE, 10)).isGreaterThan(0.85);
        System.out.println("Refused while searching: " + world.vendor().refused() + " of "
                + world.vendor().requests());
        assertThat(world.vendor().refused()).isLessThan(world.vendor().requests() / 100);
    }

    @Test
    void nothingIsSentWhileTheLogCannotBeReachedAndItGoesOnByItself() {
        Policy policy = Terms.of(300, MINUTE).policy();
        World world = world(sliding(300, MINUTE));
        busy(world, policy);
        world.run(2 * MINUTE);
        long from = world.now();
        world.log().outage(from + 2 * MINUTE);
        world.run(3 * MINUTE);

        long lastPermit = from + policy.useByMs();
        assertThat(world.arrivedWithin(lastPermit + 5_000, from + 2 * MINUTE)).isZero();
        assertThat(world.arrivedWithin(from + 2 * MINUTE, from + 2 * MINUTE + 10_000))
                .isPositive();
        isUnharmed(world);
    }

    @Test
    void whoeverIsKilledCostsTheOthersLittle() {
        Policy policy = Terms.of(300, MINUTE).policy();
        World world = world(sliding(300, MINUTE));
        busy(world, policy);
        world.run(MINUTE);
        long from = world.now();
        for (int i = 1; i <= 12; i++) {
            world.timeline()
                    .at(from + i * MINUTE, () -> world.replace(world.hosts().get(0), policy, Past.DATED));
        }

        assertThat(used(world, MINUTE, 15)).isGreaterThan(0.95);
        isUnharmed(world);
    }

    @ParameterizedTest
    @CsvSource({"DATED, 5000", "UNDATED, 70000"})
    void whenAllStartAnewTheyGoOnAsSoonAsTheAgeOfTheLogIsKnown(Past past, long atMost) {
        Policy policy = Terms.of(300, MINUTE).policy();
        World world = world(sliding(300, MINUTE));
        List<Host> before = busy(world, policy);
        world.run(3 * MINUTE);
        before.forEach(Host::kill);
        world.hosts().clear();
        world.run(30_000);
        long from = world.now();
        before.forEach(each -> world.start(each.load(), policy, past));
        world.run(2 * MINUTE);

        long first = 0;
        while (world.arrivedWithin(from, from + first) == 0) {
            first += 100;
        }
        System.out.println("After all were restarted, " + past + ": " + first + " ms to the first request");
        assertThat(first).isLessThan(atMost);
        isUnharmed(world);
    }

    @Test
    void whoHasEnoughIsNotPacedByTheLog() {
        World world = world(sliding(100_000, MINUTE));
        start(world, Terms.of(100_000, MINUTE).policy(), Priority.PROVISION);
        world.run(MINUTE);

        System.out.println("Alone, with enough: " + world.arrivedWithin(0, MINUTE) / 60 + " per second");
        assertThat(world.arrivedWithin(0, MINUTE)).isGreaterThan(60 * 25);
        isUnharmed(world);
    }

    @Test
    void aLicenceThatNobodyUsesCostsNothing() {
        World world = world(sliding(300, MINUTE));
        List<Host> hosts = busy(world, Terms.of(300, MINUTE).policy());
        world.run(MINUTE);
        hosts.forEach(host -> host.load().stop());
        world.run(MINUTE);
        long end = world.log().end();
        world.run(5 * 60 * MINUTE);

        assertThat(world.log().end()).isLessThanOrEqualTo(end + 1);
    }
}

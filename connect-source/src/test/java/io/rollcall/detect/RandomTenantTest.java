package io.rollcall.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Everything at once, in random order, under everything that {@link RandomWatch} checks. */
class RandomTenantTest {
    private static final int SEEDS = 300;
    /** A round of completing thin users, two looks at the missing, and the restarts that releases need. */
    private static final int SETTLED = 25;

    @Test
    void withExactlyOnceEveryEventIsTrueAndTheFoldEndsEqualToTheTenant() {
        for (int seed = 0; seed < SEEDS; seed++) {
            live(seed, true, false);
        }
    }

    @Test
    void withoutExactlyOnceACrashRepeatsEventsAndLosesNone() {
        for (int seed = 0; seed < SEEDS; seed++) {
            live(seed, false, false);
        }
    }

    @Test
    void webhooksOfAllKindsAtAnyMomentPublishNothingThatIsNotTrue() {
        for (int seed = 0; seed < SEEDS / 3; seed++) {
            live(seed, true, true);
            live(seed, false, true);
        }
    }

    private static void live(long seed, boolean exactlyOnce, boolean hooked) {
        try {
            Random random = new Random(seed);
            RandomWatch watch = new RandomWatch(random, exactlyOnce, hooked);
            disturb(watch, random);
            calmDown(watch);
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError("seed " + seed + ", exactlyOnce " + exactlyOnce + ", hooked " + hooked, failed);
        }
    }

    private static void disturb(RandomWatch watch, Random random) {
        int until = 5 + random.nextInt(10);
        while (watch.sweeps < until) {
            watch.step(random.nextInt(40) == 0);
            if (random.nextInt(20) == 0) {
                watch.commit();
            }
            if (random.nextInt(150) == 0) {
                watch.tenant.exodus();
            }
        }
    }

    private static void calmDown(RandomWatch watch) {
        watch.tenant.faulty = false;
        watch.tenant.moving = false;
        watch.hooked = false;
        watch.tenant.now = watch.tenant.now.plus(watch.tenant.lag);
        for (int sweep = 0; sweep < SETTLED; sweep++) {
            watch.sweep();
            if (watch.last.held() != null) {
                watch.release(watch.last.held().guardId());
            }
        }
        watch.assertInSync();
        int events = watch.events;
        for (int sweep = 0; sweep < 10; sweep++) {
            watch.sweep();
        }
        assertThat(watch.events).isEqualTo(events);
    }
}

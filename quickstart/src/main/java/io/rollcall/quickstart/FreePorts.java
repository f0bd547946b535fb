package io.rollcall.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Finds ports of the loopback address that nobody listens on.
 *
 * <p>They are taken from below the range out of which operating systems serve outgoing connections. A port from that range, as
 * binding to 0 would give, can be taken by any client while a process that was killed is down, and then it cannot come back.
 */
final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int BEYOND = 30_000;
    private static final int SHARES = 5;
    private static final int ATTEMPTS = 200;
    /** Which share of the range to take ports from, when several JVMs start processes at the same time; 0 for all of it. */
    private static final int SHARE = Math.min(SHARES, Integer.getInteger("rollcall.ports.share", 0));

    private final RandomGenerator random;
    private final Set<Integer> given = new HashSet<>();

    FreePorts(RandomGenerator random) {
        this.random = random;
    }

    /**
     * {@code wanted}, or a free port if that is 0.
     *
     * @throws StackException if somebody listens on {@code wanted}; his answers could be taken for those of our process
     */
    int orFree(int wanted) {
        if (wanted == 0) {
            return next();
        }
        if (!isFree(wanted)) {
            throw new StackException("Port " + wanted + " is taken");
        }
        given.add(wanted);
        return wanted;
    }

    /** A free port that was not given before. */
    int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(lowest(), beyond());
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw new StackException("Found no free port in " + ATTEMPTS + " attempts");
    }

    private static int lowest() {
        return SHARE == 0 ? LOWEST : LOWEST + (SHARE - 1) * (BEYOND - LOWEST) / SHARES;
    }

    private static int beyond() {
        return SHARE == 0 ? BEYOND : LOWEST + SHARE * (BEYOND - LOWEST) / SHARES;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}

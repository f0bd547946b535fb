package io.rollcall.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A vendor that does nothing but count, and refuses what is one too many in its window. */
final class RateVendor implements AutoCloseable {
    private final int limit;
    private final long window;
    private final boolean fixed;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final HttpServer server;

    /** When requests arrived, refused ones too, in order. */
    private final List<Long> arrivals = new ArrayList<>();

    private final List<Long> counted = new ArrayList<>();
    private int refused;

    private RateVendor(HttpServer server, int limit, Duration window, boolean fixed) {
        this.server = server;
        this.limit = limit;
        this.window = window.toNanos();
        this.fixed = fixed;
    }

    /** @param fixed whether it counts from one multiple of the window to the next, rather than backwards from now */
    static RateVendor start(int limit, Duration window, boolean fixed) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            RateVendor vendor = new RateVendor(server, limit, window, fixed);
            server.setExecutor(vendor.threads);
            server.createContext("/", vendor::answer);
            server.start();
            return vendor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(admit() ? 204 : 429, -1);
        }
    }

    private synchronized boolean admit() {
        // Under the lock, so that the list is in order.
        long now = System.nanoTime();
        arrivals.add(now);
        counted.removeIf(each -> fixed ? each / window != now / window : now - each >= window);
        if (counted.size() >= limit) {
            refused++;
            return false;
        }
        counted.add(now);
        return true;
    }

    synchronized int refused() {
        return refused;
    }

    synchronized int requests() {
        return arrivals.size();
    }

    /** The most requests that any window held, wherever it begins. */
    synchronized int mostInAnyWindow() {
        int most = 0;
        int first = 0;
        for (int last = 0; last < arrivals.size(); last++) {
            while (arrivals.get(last) - arrivals.get(first) >= window) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** What part of the limit was used in the last whole windows, up to the last request. */
    synchronized double utilisation(int windows) {
        long end = arrivals.get(arrivals.size() - 1);
        long inside =
                arrivals.stream().filter(each -> end - each < windows * window).count();
        return inside / ((double) limit * windows);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

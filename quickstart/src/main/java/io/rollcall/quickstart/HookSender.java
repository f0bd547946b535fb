package io.rollcall.quickstart;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts webhooks one after the other on a few kept-alive connections, with as little work of its own as possible. */
final class HookSender implements AutoCloseable {
    static final int CONNECTIONS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final List<byte[]> requests;

    /**
     * How it went.
     *
     * @param accepted how many were answered 200
     * @param others how many were answered anything else
     */
    record Rate(int accepted, int others, double millis) {
        double perSecond() {
            return accepted / millis * 1e3;
        }
    }

    /**
     * @param headers of each, besides type and length
     * @param bodies taken in turn
     */
    HookSender(String path, String headers, List<String> bodies) {
        requests = bodies.stream()
                .map(body -> "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + headers + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .map(request -> request.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** Sends so many, or what can be sent in this time if that is less. */
    Rate send(int port, int count, Duration most) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        long start = System.nanoTime();
        Callable<Integer> one = () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout((int) Cluster.PATIENCE.toMillis());
                InputStream in = new BufferedInputStream(socket.getInputStream());
                int turn = next.getAndIncrement();
                while (turn < count && System.nanoTime() - start < most.toNanos()) {
                    socket.getOutputStream().write(requests.get(turn % requests.size()));
                    (status(in) == 200 ? accepted : others).incrementAndGet();
                    turn = next.getAndIncrement();
                }
                return turn;
            }
        };
        List<Future<Integer>> ends = new ArrayList<>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            ends.add(threads.submit(one));
        }
        for (Future<Integer> end : ends) {
            try {
                end.get();
            } catch (ExecutionException failed) {
                throw new StackException("Webhooks cannot be sent: " + failed.getMessage(), failed);
            }
        }
        return new Rate(accepted.get(), others.get(), BenchmarkRun.millisSince(start));
    }

    /** Reads one answer to its end. */
    private static int status(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("a connection was closed");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

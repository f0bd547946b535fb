package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Whoever a vendor's webhooks go to: remembers what came, and answers 200 unless told otherwise. */
final class HookReceiver implements AutoCloseable {

    private static final int SILENCE = -1;

    record Hook(String method, Headers headers, String text) {

        JsonNode json() {
            return Json.parse(text);
        }

        String at(String pointer) {
            return json().at(pointer).asText();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Hook> hooks = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();

    HookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = remember(new Hook(exchange.getRequestMethod(), exchange.getRequestHeaders(), text));
        if (status == SILENCE) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            exchange.sendResponseHeaders(status, -1);
        }
        exchange.close();
    }

    private synchronized int remember(Hook hook) {
        hooks.add(hook);
        notifyAll();
        @Nullable Integer status = answers.poll();
        return status == null ? 200 : status;
    }

    /** Answers these to the next requests. */
    synchronized HookReceiver answers(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
        return this;
    }

    /** Never answers the next request. */
    synchronized HookReceiver keepsSilentOnce() {
        answers.add(SILENCE);
        return this;
    }

    /** Waits until so many have come. */
    synchronized void awaitHooks(int count) throws InterruptedException {
        while (hooks.size() < count) {
            wait();
        }
    }

    synchronized List<Hook> hooks() {
        return List.copyOf(hooks);
    }

    synchronized List<String> texts() {
        return hooks.stream().map(Hook::text).toList();
    }

    /** What every body says at a place. */
    synchronized List<String> all(String pointer) {
        return hooks.stream().map(hook -> hook.at(pointer)).toList();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks";
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.rollcall.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Somebody on the network who writes bytes, and reads what comes back. */
final class Caller implements AutoCloseable {
    /** Far longer than any answer takes, so that only one that never comes fails a test. */
    private static final int PATIENCE_MS = 60_000;

    private final Socket socket;

    Caller(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    Caller(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MS);
    }

    /** A request with its length. */
    static String request(String head, String body) {
        return head + "\r\nHost: hooks.example.com\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String post(String path, String body) {
        return request("POST " + path + " HTTP/1.1\r\nContent-Type: application/json", body);
    }

    Caller send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** The next answer, head and body. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = Integer.parseInt(text.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        return text + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    int status() throws IOException {
        return Integer.parseInt(answer().split(" ", 3)[1]);
    }

    /** Whether the other side closed the connection; waits until it does. */
    boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.rollcall.webhook;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.rollcall.vendor.Webhooks;
import io.rollcall.vendor.Webhooks.Notice;
import org.jspecify.annotations.Nullable;

/** Decides about a request: from its head whether it is worth reading, from its body what it means. */
final class Reception {
    static final int LARGEST_BODY = 256 * 1024;

    private static final String HEALTH = "/health";

    private final String path;
    private final Webhooks webhooks;
    private final Inbox inbox;

    Reception(String path, Webhooks webhooks, Inbox inbox) {
        this.path = path;
        this.webhooks = webhooks;
        this.inbox = inbox;
    }

    /** The answer that the head alone leads to; null to read the body. */
    @Nullable
    Answer look(HttpRequest head) {
        String asked = pathOf(head);
        if (asked.equals(HEALTH)) {
            boolean reads =
                    head.method().equals(HttpMethod.GET) || head.method().equals(HttpMethod.HEAD);
            return reads ? Answer.HEALTHY : Answer.WRONG_METHOD;
        }
        if (!asked.equals(path)) {
            return Answer.ELSEWHERE;
        }
        if (!head.method().equals(HttpMethod.POST)) {
            return Answer.WRONG_METHOD;
        }
        HttpHeaders headers = head.headers();
        if (!webhooks.admits(headers::get)) {
            return Answer.UNAUTHORIZED;
        }
        CharSequence type = HttpUtil.getMimeType(head);
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        if (type == null
                || !HttpHeaderValues.APPLICATION_JSON.contentEqualsIgnoreCase(type)
                || !encoding.equalsIgnoreCase("identity")) {
            return Answer.NO_JSON;
        }
        if (HttpUtil.isTransferEncodingChunked(head)) {
            return null;
        }
        long length = HttpUtil.getContentLength(head, -1L);
        return length < 0 ? Answer.NO_LENGTH : length > LARGEST_BODY ? Answer.TOO_LARGE : null;
    }

    /** What may be done where this was asked. */
    String methods(@Nullable HttpRequest head) {
        return head != null && pathOf(head).equals(HEALTH) ? "GET, HEAD" : "POST";
    }

    private static String pathOf(HttpRequest head) {
        return head.uri().split("\\?", 2)[0];
    }

    /** Takes a whole body. */
    Answer take(byte[] body) {
        Notice notice = webhooks.read(body);
        if (notice instanceof Notice.Forged) {
            return Answer.UNAUTHORIZED;
        }
        if (notice instanceof Notice.Garbled) {
            return Answer.GARBLED;
        }
        if (notice instanceof Notice.Concerns user) {
            return inbox.concerns(user.userId()) ? Answer.TAKEN : Answer.FULL;
        }
        if (notice instanceof Notice.Everybody) {
            inbox.everybody();
            return Answer.TAKEN;
        }
        return Answer.IGNORED;
    }
}

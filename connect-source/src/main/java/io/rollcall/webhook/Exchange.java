package io.rollcall.webhook;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: one request after the other, each within its time, until one is refused.
 *
 * <p>No exception that gets here is logged: its message may quote what the client sent.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that could not be closed or written to is gone.
final class Exchange extends SimpleChannelInboundHandler<HttpObject> {
    /** How long a client may go on sending what nobody reads, so that it gets to see the answer first. */
    private static final long LINGER_MS = 1_000;

    private final Reception reception;
    private final Connections connections;
    private final WebhookMetrics metrics;
    private final Duration deadline;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);

    private @Nullable HttpRequest head;
    /** What the head already led to. */
    private @Nullable Answer early;

    private @Nullable Future<?> alarm;
    private boolean answeredOne;
    /** Nothing of what still comes is looked at. */
    private boolean over;

    Exchange(Reception reception, Connections connections, WebhookMetrics metrics, Duration deadline) {
        this.reception = reception;
        this.connections = connections;
        this.metrics = metrics;
        this.deadline = deadline;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connections.opened(context.channel());
        expectARequest(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over = true;
        stopAlarm();
        connections.closed(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) throws IOException {
        if (!context.channel().isWritable()) {
            // A client that sends requests and reads no answers.
            over = true;
            context.close();
        }
        if (over) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            refuse(context, Answer.toFailure(part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(context, request);
        }
        if (part instanceof HttpContent content && !over) {
            collect(context, content);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        head = request;
        if (answeredOne) {
            // Its time begins now; until here the time ran that a connection may rest.
            expectARequest(context);
        }
        early = reception.look(request);
        if (early != null && early.reason != null) {
            refuse(context, early);
        } else if (HttpUtil.is100ContinueExpected(request)) {
            context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    private void collect(ChannelHandlerContext context, HttpContent content) throws IOException {
        int more = content.content().readableBytes();
        if (body.size() + more > Reception.LARGEST_BODY) {
            refuse(context, Answer.TOO_LARGE);
            return;
        }
        if (early == null) {
            content.content().readBytes(body, more);
        } else if (more > 0) {
            // Whatever asks for the health has nothing to say.
            refuse(context, Answer.TOO_LARGE);
            return;
        }
        if (!(content instanceof LastHttpContent)) {
            connections.holds(context.channel(), body.size());
        } else {
            Answer answer = early == null ? reception.take(body.toByteArray()) : early;
            letGo(context);
            if (answer.isAuthentic()) {
                connections.proved(context.channel());
            }
            boolean stays = answer.reason == null && head != null && HttpUtil.isKeepAlive(head);
            answer(context, answer, stays);
            if (stays) {
                head = null;
                early = null;
                expectARequest(context);
            } else {
                over = true;
                closeSoon(context);
            }
        }
    }

    /** Also when the answer is never read. */
    private void closeSoon(ChannelHandlerContext context) {
        stopAlarm();
        alarm = context.executor().schedule(() -> context.close(), LINGER_MS, TimeUnit.MILLISECONDS);
    }

    /** The array too, not only what is in it. */
    private void letGo(ChannelHandlerContext context) {
        body = new ByteArrayOutputStream(0);
        connections.holds(context.channel(), 0);
    }

    private void expectARequest(ChannelHandlerContext context) {
        stopAlarm();
        alarm = context.executor().schedule(() -> tooSlow(context), deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tooSlow(ChannelHandlerContext context) {
        if (answeredOne && head == null) {
            // Between two requests there is nobody to tell.
            context.close();
        } else {
            over = true;
            answer(context, Answer.TOO_SLOW, false);
            closeSoon(context);
        }
    }

    private void stopAlarm() {
        Future<?> set = alarm;
        if (set != null) {
            set.cancel(false);
        }
    }

    /** Answers while the client may still be sending: closed right away, its machine would throw the answer away. */
    private void refuse(ChannelHandlerContext context, Answer answer) {
        over = true;
        letGo(context);
        answer(context, answer, true);
        closeSoon(context);
    }

    private void answer(ChannelHandlerContext context, Answer answer, boolean keepOpen) {
        answeredOne = true;
        metrics.answered(answer);
        byte[] text = (answer.status.reasonPhrase() + "\n").getBytes(StandardCharsets.US_ASCII);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, answer.status, Unpooled.wrappedBuffer(text));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, text.length);
        if (over || !keepOpen) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        if (answer == Answer.WRONG_METHOD) {
            response.headers().set(HttpHeaderNames.ALLOW, reception.methods(head));
        } else if (answer == Answer.UNAUTHORIZED) {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"webhooks\"");
        }
        var sent = context.writeAndFlush(response);
        if (!keepOpen) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }
}

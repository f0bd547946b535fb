package io.rollcall.webhook;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.rollcall.vendor.Webhooks;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for webhooks on one thread of its own, which nobody's slowness holds up.
 *
 * <p>A port that is taken, as by the task of before that has not stopped yet, is tried again and again.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // What was asked of Netty is looked at when it has ended, where that matters.
public final class WebhookListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookListener.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final long STOPPING_MS = 2_000;

    private static final int LONGEST_LINE = 4 * 1024;
    private static final int LARGEST_HEADERS = 8 * 1024;
    /** Bodies on their way, of all connections together. */
    private static final long MOST_BYTES = 16 * 1024 * 1024;
    /** Plain buffers on the heap: no arena, no cache, nothing that outlives the listener. */
    private static final ByteBufAllocator BUFFERS = new UnpooledByteBufAllocator(false);

    private final String account;
    private final ListenSettings settings;
    private final WebhookMetrics metrics;
    private final EventLoop thread;
    /** This and the next are the thread's own. */
    private boolean stopped;

    private @Nullable Channel port;
    private final ServerBootstrap server;

    private WebhookListener(
            String account, ListenSettings settings, Reception reception, Duration deadline, WebhookMetrics metrics) {
        this.account = account;
        this.settings = settings;
        this.metrics = metrics;
        SslContext tls = settings.tls();
        Connections connections = new Connections(settings.connections(), MOST_BYTES, metrics);
        this.thread = new SingleThreadIoEventLoop(
                null,
                work -> {
                    Thread named = new Thread(work, "rollcall-webhooks-" + account.replace('/', '-'));
                    named.setDaemon(true);
                    return named;
                },
                NioIoHandler.newFactory());
        this.server = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .option(ChannelOption.ALLOCATOR, BUFFERS)
                .childOption(ChannelOption.ALLOCATOR, BUFFERS)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        if (tls != null) {
                            connection.pipeline().addLast(tls.newHandler(connection.alloc()));
                        }
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                                        .setMaxInitialLineLength(LONGEST_LINE)
                                        .setMaxHeaderSize(LARGEST_HEADERS)))
                                .addLast(new Exchange(reception, connections, metrics, deadline));
                    }
                });
    }

    /**
     * Begins to listen, or to try to.
     *
     * @param account named as {@code vendor/tenant}
     * @param deadline how long a request may take from its first byte, or the connection's beginning, to its last
     * @throws org.apache.kafka.common.config.ConfigException when the TLS files cannot be used
     */
    public static WebhookListener open(
            String account,
            ListenSettings settings,
            Webhooks webhooks,
            Inbox inbox,
            Duration deadline,
            WebhookMetrics metrics) {
        WebhookListener listener = new WebhookListener(
                account, settings, new Reception(settings.path(), webhooks, inbox), deadline, metrics);
        listener.thread.execute(() -> listener.bind(FIRST_PAUSE));
        return listener;
    }

    private void bind(Duration pause) {
        if (stopped) {
            return;
        }
        ChannelFuture bound = server.bind(settings.host(), settings.port());
        bound.addListener(done -> {
            if (stopped) {
                bound.channel().close();
            } else if (done.isSuccess()) {
                port = bound.channel();
                int number = ((InetSocketAddress) bound.channel().localAddress()).getPort();
                metrics.listening(number);
                LOG.info("{}: webhooks are taken at port {}, path {}", account, number, settings.path());
            } else if (!thread.isShuttingDown()) {
                notBound(done.cause(), pause);
            }
        });
    }

    private void notBound(@Nullable Throwable cause, Duration pause) {
        LOG.warn(
                "{}: cannot listen at {}={}:{} ({}). Sweeps go on, and it is tried again in {} s. If another connector"
                        + " on this worker has the port, give each its own",
                account,
                ListenSettings.LISTEN,
                settings.host(),
                settings.port(),
                cause == null ? "no reason" : cause.getMessage(),
                pause.toSeconds());
        Duration doubled = pause.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        thread.schedule(() -> bind(next), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stop() {
        stopped = true;
        if (port != null) {
            port.close();
        }
    }

    /** Closes port and connections and ends the thread, in well under a second. */
    @Override
    public void close() {
        if (!thread.isShuttingDown()) {
            // Once it shuts down, the thread closes what it has and may then still come to a bind that waits in its
            // queue.
            thread.execute(this::stop);
        }
        thread.shutdownGracefully(0, STOPPING_MS, TimeUnit.MILLISECONDS);
        try {
            if (!thread.awaitTermination(STOPPING_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("{}: the listener for webhooks takes long to stop", account);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        metrics.listening(0);
    }
}

package io.sluice.proxy.backend;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.sluice.proxy.protocol.PacketDecoder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Opens connections: name, TCP, login; all within one time limit. */
final class Connector {
    private final EventLoop loop;
    private final Transport transport;

    Connector(EventLoop loop, Transport transport) {
        this.loop = loop;
        this.transport = transport;
    }

    /** Completes on the loop, with a {@link BackendException} on failure. */
    Future<BackendConnection> open(BackendTarget target, Duration timeout, int statements) {
        Promise<BackendConnection> opened = loop.newPromise();
        Future<?> timer = loop.schedule(
                () -> opened.tryFailure(BackendException.connect(target, "no answer within " + seconds(timeout))),
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        opened.addListener(done -> timer.cancel(false));
        Names.resolve(loop, target.host(), target.port()).addListener((Future<InetSocketAddress> found) -> {
            if (found.isSuccess()) {
                connect(found.getNow(), target, statements, opened);
            } else {
                opened.tryFailure(BackendException.connect(target, "unknown host"));
            }
        });
        return opened;
    }

    private void connect(
            InetSocketAddress address, BackendTarget target, int statements, Promise<BackendConnection> opened) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(transport.clientChannel())
                .option(ChannelOption.ALLOCATOR, Transport.BUFFERS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new PacketDecoder(PacketDecoder.LOGIN))
                                .addLast(new Login(target, statements, opened));
                    }
                });
        bootstrap.connect(address).addListener((io.netty.channel.ChannelFuture connected) -> {
            Channel channel = connected.channel();
            if (!connected.isSuccess()) {
                opened.tryFailure(BackendException.connect(target, reason(connected.cause())));
            }
            // Whoever fails the promise (also the timer) ends the attempt.
            opened.addListener(done -> {
                if (!done.isSuccess()) {
                    channel.close();
                }
            });
        });
    }

    private static String reason(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        return text.contains("refused") ? "connection refused" : text;
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() / 1000.0 + " s";
    }
}

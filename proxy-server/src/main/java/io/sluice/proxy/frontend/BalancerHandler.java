package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.sluice.proxy.protocol.ProxyHeader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what a trusted load balancer says of its client, by the PROXY protocol, and lets the login begin then. Who is trusted and
 * says nothing, or something else, is not served.
 */
final class BalancerHandler extends ByteToMessageDecoder {
    private static final AttributeKey<InetSocketAddress> CLIENT = AttributeKey.valueOf("sluice.client");

    private final Duration patience;
    private final Runnable then;
    private @Nullable Future<?> timer;

    /** @param then begins the login behind this handler, which leaves the pipeline */
    BalancerHandler(Duration patience, Runnable then) {
        this.patience = patience;
        this.then = then;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timer = context.executor().schedule(() -> close(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void close(ChannelHandlerContext context) {
        context.close();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        ProxyHeader header = ProxyHeader.decode(in);
        if (header == null) {
            return;
        }
        if (header.source() != null) {
            context.channel().attr(CLIENT).set(header.source());
        }
        then.run();
        context.pipeline().remove(this); // what came behind the header is the login's
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    /** Where the client is: what the balancer has said, else the other end; null where it has left. */
    static @Nullable InetSocketAddress client(Channel channel) {
        InetSocketAddress said = channel.attr(CLIENT).get();
        return said != null ? said : channel.remoteAddress() instanceof InetSocketAddress other ? other : null;
    }
}

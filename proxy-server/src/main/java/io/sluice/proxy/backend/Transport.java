package io.sluice.proxy.backend;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Supplier;

/** The socket implementation of this machine; client and backend channels of one loop share it. */
public enum Transport {
    /** Linux, native. */
    EPOLL(EpollIoHandler::newFactory, EpollSocketChannel.class, EpollServerSocketChannel.class),
    /** Everywhere. */
    NIO(NioIoHandler::newFactory, NioSocketChannel.class, NioServerSocketChannel.class);

    /**
     * Where channels of both sides take their buffers. Netty's own default, the adaptive allocator, costs a point select a fifth more
     * CPU (measured by {@code -Psysbench}): a statement's buffers are small, short-lived, and stay on their event loop.
     */
    public static final ByteBufAllocator BUFFERS = PooledByteBufAllocator.DEFAULT;

    private final Supplier<IoHandlerFactory> io;
    private final Class<? extends SocketChannel> client;
    private final Class<? extends ServerSocketChannel> server;

    Transport(
            Supplier<IoHandlerFactory> io,
            Class<? extends SocketChannel> client,
            Class<? extends ServerSocketChannel> server) {
        this.io = io;
        this.client = client;
        this.server = server;
    }

    /** The fastest one that works here. */
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** Event loops of this transport; the caller shuts them down. */
    public MultiThreadIoEventLoopGroup loops(int threads) {
        return new MultiThreadIoEventLoopGroup(threads, io.get());
    }

    /** Channel class for outgoing connections. */
    public Class<? extends SocketChannel> clientChannel() {
        return client;
    }

    /** Channel class for listening. */
    public Class<? extends ServerSocketChannel> serverChannel() {
        return server;
    }
}

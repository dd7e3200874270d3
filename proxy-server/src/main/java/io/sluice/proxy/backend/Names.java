package io.sluice.proxy.backend;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.sluice.proxy.aside.Workers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;

/** Looks names up off the event loop: the JDK's lookup blocks (and caches). Addresses need no lookup. */
final class Names {
    private static final Executor LOOKUPS = Workers.of("names", 2);

    private Names() {}

    /** Completes on {@code loop}, with an UnknownHostException when there is no such name. */
    static Future<InetSocketAddress> resolve(EventLoop loop, String host, int port) {
        Promise<InetSocketAddress> promise = loop.newPromise();
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            lookUp(host, port, promise);
        } else {
            LOOKUPS.execute(() -> lookUp(host, port, promise));
        }
        return promise;
    }

    private static void lookUp(String host, int port, Promise<InetSocketAddress> promise) {
        try {
            promise.trySuccess(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException unknown) {
            promise.tryFailure(unknown);
        }
    }
}

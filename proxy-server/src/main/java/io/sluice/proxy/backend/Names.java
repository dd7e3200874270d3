package io.sluice.proxy.backend;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks names up off the event loop: the JDK's lookup blocks (and caches). Addresses need no lookup. */
final class Names {
    private static final ExecutorService LOOKUPS = lookups();

    private Names() {}

    private static ExecutorService lookups() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(2, 2, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "sluice-names");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

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

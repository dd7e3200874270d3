package io.sluice.proxy.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.sluice.proxy.protocol.OkPacket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server that throws everybody out for a while, then is back: it is not stormed before, nor when it returns. */
class ReturningServerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int MOST = 4;
    private static final int CALLERS = 500;
    /** Waits between attempts double, from 25 ms at the least: so many fit into the time, with some to spare. */
    private static final int MOST_ATTEMPTS = 10;

    private final EventLoopGroup loops = Transport.best().loops(2);
    private final EventLoop loop = loops.next();
    private final AtomicInteger connects = new AtomicInteger();
    private volatile boolean back;

    @Test
    void isNotStormed() throws Exception {
        try (FakeServer server =
                        new FakeServer(loops, FakeServer.Auth.NATIVE, 0, (sql, agreed) -> List.of(OkPacket.of(2)));
                ServerSocket door = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
            thread(() -> accept(door, server.port()));
            BackendPools pools =
                    new BackendPools(loop, Transport.best(), new PoolSettings(MOST, 10_000, LONG, LONG, LONG, LONG, 2));
            BackendTarget target =
                    new BackendTarget("127.0.0.1", door.getLocalPort(), "ann", FakeServer.PASSWORD, "shop", true);
            long end = System.nanoTime() + 2_000_000_000L;
            int told = 0;
            while (System.nanoTime() < end) {
                told += ask(pools.pool(target), false);
                Thread.sleep(20);
            }
            assertTrue(told >= CALLERS, () -> "callers are told");
            assertTrue(connects.get() <= MOST_ATTEMPTS, () -> connects + " attempts in two seconds");

            back = true;
            connects.set(0);
            long patience = System.nanoTime() + LONG.toNanos();
            while (ask(pools.pool(target), true) > 0) {
                assertTrue(System.nanoTime() < patience, "it is back and nobody sees it");
                Thread.sleep(20);
            }
            assertTrue(connects.get() <= MOST + 1, () -> connects + " connections for a pool of " + MOST);
            loop.submit(pools::close).sync();
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    /** Many at once, each of whom gives back what it gets; answers how many got none. */
    private int ask(BackendPool pool, boolean wait) throws Exception {
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger left = new AtomicInteger(CALLERS);
        loop.submit(() -> {
                    for (int i = 0; i < CALLERS; i++) {
                        Duration patience = wait ? LONG : Duration.ofMillis(10);
                        pool.acquire(SessionImage.CLEAN, patience).addListener((Future<BackendConnection> taken) -> {
                            left.decrementAndGet();
                            if (taken.isSuccess()) {
                                pool.release(taken.getNow());
                            } else {
                                failed.incrementAndGet();
                            }
                        });
                    }
                })
                .sync();
        for (int i = 0; i < 1000 && left.get() > 0; i++) {
            Thread.sleep(20);
        }
        return failed.get() + left.get();
    }

    private void accept(ServerSocket door, int behind) {
        try {
            while (true) {
                Socket near = door.accept();
                connects.incrementAndGet();
                if (back) {
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), behind);
                    thread(() -> copy(near, far));
                    thread(() -> copy(far, near));
                } else {
                    near.setSoLinger(true, 0);
                    near.close();
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // one side left
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "returning-server");
        thread.setDaemon(true);
        thread.start();
    }
}

package io.sluice.it.bad;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A TCP hop whose far end can be away: while it is shut nobody listens on its port. */
final class Relay implements AutoCloseable {
    private final InetSocketAddress target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listener;

    /** Reserves a port and stays shut. */
    Relay(String host, int targetPort) throws IOException {
        target = new InetSocketAddress(host, targetPort);
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    synchronized void open() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        listener = socket;
        thread(() -> accept(socket));
    }

    /** Cuts every connection and listens no more. */
    synchronized void shut() {
        if (listener != null) {
            quietly(listener);
            listener = null;
        }
        sockets.forEach(Relay::quietly);
        sockets.clear();
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket near = from.accept();
                Socket far = new Socket();
                far.connect(target, 2_000);
                sockets.add(near);
                sockets.add(far);
                thread(() -> copy(near, far));
                thread(() -> copy(far, near));
            } catch (IOException e) {
                // shut, or the target is away: the client sees a closed connection
            }
        }
    }

    private void copy(Socket from, Socket to) {
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
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception e) {
            // it is gone
        }
    }

    @Override
    public void close() {
        shut();
    }
}

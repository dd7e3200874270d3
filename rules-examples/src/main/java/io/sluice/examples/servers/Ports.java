package io.sluice.examples.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free loopback ports. They lie below the ranges from which operating systems take the local ports of outgoing
 * connections, so that a server that is down for a while finds its port again.
 */
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int LAST = 29_999;
    /** Of two JVMs side by side one takes the odd ports, the other the even ones: none finds a stopped server's port taken. */
    private static final int FORK = Integer.getInteger("sluice.servers.fork", 0);

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * The port that {@code spec} asks for, or any free one.
     *
     * @throws ServerTrouble when somebody else listens there
     */
    public static int forSpec(ServerSpec spec) {
        return spec.port() == 0 ? free() : wanted(spec.port());
    }

    private static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isOurs(port) && GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new ServerTrouble("No free port was found between " + FIRST + " and " + LAST + ".");
    }

    private static boolean isOurs(int port) {
        return FORK == 0 || (port - FORK) % 2 == 0;
    }

    private static int wanted(int port) {
        if (!isFree(port)) {
            throw new ServerTrouble("Port " + port + " on 127.0.0.1 is taken by another program.");
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the servers do: an old connection in TIME_WAIT is no hindrance
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

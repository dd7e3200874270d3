package io.sluice.it.memory;

import io.sluice.proxy.ProxyServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A proxy in a JVM of its own: says its port, answers each line of input with the bytes that it holds, ends with its input. */
final class SlowReadersChild {
    private SlowReadersChild() {}

    public static void main(String[] arguments) throws IOException {
        try (ProxyServer proxy = ProxyServer.start(Path.of(arguments[0]))) {
            System.out.println("port " + proxy.port());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (in.readLine() != null) {
                System.out.println("held " + Peaks.held());
            }
        }
        System.exit(0);
    }
}

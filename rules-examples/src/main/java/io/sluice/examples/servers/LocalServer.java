package io.sluice.examples.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server as a process of this machine, with its own data folder. */
final class LocalServer implements RunningServer {
    private static final long READY_SECONDS = 120;
    private static final long STOP_SECONDS = 30;

    private final Installation installation;
    private final ServerSpec spec;
    private final RunFolder folder;
    private final Path home;
    private final Address address;
    private volatile @Nullable Process process;
    private volatile String version = "";

    private LocalServer(Installation installation, ServerSpec spec, Path home, int port) {
        this.installation = installation;
        this.spec = spec;
        this.folder = RunFolder.ofThisJvm();
        this.home = home;
        this.address = new Address("127.0.0.1", port);
    }

    /** Copies the template data and starts. */
    static LocalServer start(Installation installation, ServerSpec spec) {
        int port = Ports.forSpec(spec);
        LocalServer server = new LocalServer(installation, spec, newHome(installation, spec), port);
        try {
            server.start();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Path newHome(Installation installation, ServerSpec spec) {
        try {
            Path home = Files.createTempDirectory(RunFolder.ofThisJvm().path(), spec.name() + "-");
            copy(installation.template(), home.resolve("data"));
            Files.createDirectory(home.resolve("tmp"));
            Files.writeString(
                    home.resolve("accounts.sql"), installation.flavour().accountsSql(spec));
            return home;
        } catch (IOException e) {
            throw new ServerTrouble("The data of " + spec.name() + " could not be prepared: " + e.getMessage(), e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    @Override
    public synchronized void start() {
        if (running()) {
            return;
        }
        try {
            Process started = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            process = started;
            folder.register(started, home.getFileName().toString());
            awaitReady(started);
        } catch (IOException e) {
            throw new ServerTrouble(spec.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(installation.binary().toString());
        command.add("--no-defaults");
        command.addAll(installation.options());
        command.addAll(Installation.userOption());
        command.addAll(Installation.durability(spec.settings().durable()));
        command.add("--datadir=" + home.resolve("data"));
        // Not the machine's: a MariaDB that starts removes the temporary tables of all others from its folder.
        command.add("--tmpdir=" + home.resolve("tmp"));
        command.add("--socket=" + home.resolve("s"));
        command.add("--pid-file=" + home.resolve("pid"));
        command.add("--init-file=" + home.resolve("accounts.sql"));
        command.add("--port=" + address.port());
        command.add("--report-port=" + address.port());
        command.add("--server-id=" + spec.serverId());
        command.addAll(spec.settings().options());
        return command;
    }

    private void awaitReady(Process started) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (true) {
            String greeting = greeting();
            if (!greeting.isEmpty() && started.isAlive()) {
                version = greeting;
                return;
            }
            if (!started.isAlive()) {
                throw Programs.explain(spec.name(), Files.readString(log(), StandardCharsets.ISO_8859_1));
            }
            if (System.nanoTime() > deadline) {
                throw new ServerTrouble(spec.name() + " did not answer within " + READY_SECONDS + " s.");
            }
            Pause.millis(50);
        }
    }

    /** The version in the server's greeting packet; empty while nobody answers. */
    private String greeting() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), 1_000);
            socket.setSoTimeout(2_000);
            InputStream in = socket.getInputStream();
            // 3 bytes length, 1 byte number, 1 byte protocol version (10), then the version up to a zero byte.
            byte[] head = in.readNBytes(5);
            if (head.length < 5 || head[4] != 10) {
                return "";
            }
            StringBuilder text = new StringBuilder();
            for (int c = in.read(); c > 0; c = in.read()) {
                text.append((char) c);
            }
            return text.toString();
        } catch (IOException e) {
            return "";
        }
    }

    private Path log() {
        return home.resolve("log");
    }

    @Override
    public synchronized void stop() {
        Process current = process;
        if (current == null) {
            return;
        }
        if (current.isAlive()) {
            signal(current, "CONT");
            current.destroy();
        }
        end(current, STOP_SECONDS);
    }

    @Override
    public synchronized void kill() {
        Process current = process;
        if (current != null) {
            end(current, 0);
        }
    }

    /** Waits so long for the end, then forces it. The data must not be touched before the process is gone. */
    private void end(Process current, long seconds) {
        try {
            if (seconds == 0 || !current.waitFor(seconds, TimeUnit.SECONDS)) {
                current.destroyForcibly();
            }
            current.waitFor();
        } catch (InterruptedException e) {
            current.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        folder.forget(current, home.getFileName().toString());
        process = null;
    }

    @Override
    public void pause() {
        Process current = process;
        if (current != null) {
            signal(current, "STOP");
        }
    }

    @Override
    public void resume() {
        Process current = process;
        if (current != null) {
            signal(current, "CONT");
        }
    }

    private static void signal(Process target, String signal) {
        if (target.isAlive()) {
            Programs.run(List.of("/bin/sh", "-c", "kill -" + signal + " " + target.pid()), null);
        }
    }

    @Override
    public synchronized void close() {
        kill(); // an orderly end takes MySQL seconds, and the data is deleted anyway
        RunFolder.delete(home);
    }

    @Override
    public boolean running() {
        Process current = process;
        return current != null && current.isAlive();
    }

    @Override
    public ServerSpec spec() {
        return spec;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Address peerAddress() {
        return address;
    }

    @Override
    public Flavour flavour() {
        return installation.flavour();
    }

    @Override
    public String version() {
        return version;
    }
}

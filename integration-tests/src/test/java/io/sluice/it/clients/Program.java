package io.sluice.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sluice.it.doors.ClusterFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine, run in a folder of their own. */
final class Program {
    private static final long SECONDS = 300;

    private Program() {}

    /** Skips the test where a program is missing, or fails it where all are required. */
    static void need(String... names) {
        for (String name : names) {
            if (!found(name)) {
                missing(name + " is not installed on this machine");
            }
        }
    }

    /** Skips or fails the test. */
    static void missing(String sentence) {
        System.out.println("[clients] not tried: " + sentence);
        assertTrue(!allRequired(), sentence);
        abort(sentence);
    }

    static boolean allRequired() {
        return "required".equals(System.getProperty("sluice.clients"));
    }

    static boolean found(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** A file of {@code src/test/clients}. */
    static Path script(String name) {
        Path script = Path.of("src/test/clients", name).toAbsolutePath();
        assertTrue(Files.exists(script), () -> script + " is there: tests run in the module's folder");
        return script;
    }

    /** What it is told to log in. */
    static Map<String, String> login(int port) {
        return Map.of(
                "HOST",
                "127.0.0.1",
                "PORT",
                Integer.toString(port),
                "MYSQL_USER",
                ClusterFolder.USER,
                "PASSWORD",
                ClusterFolder.PASSWORD,
                "SCHEMA",
                ClusterFolder.SCHEMA);
    }

    /** Runs it to its end: exit code 0, and its last line is {@code ok}. */
    static void ok(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path log = folder.resolve("program.log");
        int code = run(folder, log, environment, command);
        String output = Files.readString(log);
        assertEquals(0, code, output);
        assertTrue(output.strip().endsWith("ok"), output);
    }

    /** The exit code, or 124 where it did not end in time. */
    static int run(Path folder, Path log, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return 124;
    }
}

package io.sluice.examples.servers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Short-lived programs, and what their failures mean to a reader. */
final class Programs {
    private static final Pattern MISSING_LIBRARY =
            Pattern.compile("(?:loading shared libraries: |Library not loaded: )(\\S+?):?\\s");
    private static final Map<String, String> DEBIAN_PACKAGES = Map.of(
            "libaio.so.1", "libaio1 (libaio1t64 from Debian 13 and Ubuntu 24.04 on)",
            "libnuma.so.1", "libnuma1",
            "libcrypt.so.1", "libcrypt1",
            "libsystemd.so.0", "libsystemd0",
            "libncurses.so.6", "libncurses6",
            "libtinfo.so.6", "libtinfo6",
            "libstdc++.so.6", "libstdc++6");

    private Programs() {}

    /**
     * Runs a program to its end and returns what it wrote.
     *
     * @param input the file it reads, or null for none
     * @throws ServerTrouble when it cannot be run or ends with an error
     */
    static String run(List<String> command, @Nullable Path input) {
        try {
            Path output = Files.createTempFile("sluice-out", ".log");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(input == null ? new File("/dev/null") : input.toFile())
                        .redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(300, TimeUnit.SECONDS);
                process.destroyForcibly().waitFor();
                String text = Files.readString(output, StandardCharsets.ISO_8859_1);
                if (!ended || process.exitValue() != 0) {
                    throw explain(command.get(0), text);
                }
                return text;
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new ServerTrouble(command.get(0) + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerTrouble("Waiting for " + command.get(0) + " was interrupted.", e);
        }
    }

    /** Turns what a program wrote before it failed into one sentence. */
    static ServerTrouble explain(String program, String output) {
        Matcher missing = MISSING_LIBRARY.matcher(output + "\n");
        if (missing.find()) {
            String library = missing.group(1).replaceFirst(".*/", "");
            String remedy = DEBIAN_PACKAGES.get(library);
            return new ServerTrouble("The database server needs the system library " + library + ", which is missing"
                    + (remedy == null ? "." : ": on Debian and Ubuntu, install the package " + remedy + "."));
        }
        if (output.contains("Address already in use")) {
            return new ServerTrouble("The database server's port on 127.0.0.1 is taken by another program.");
        }
        return new ServerTrouble(program + " failed: " + lastErrors(output));
    }

    private static String lastErrors(String output) {
        List<String> errors =
                output.lines().filter(line -> line.contains("ERROR")).toList();
        List<String> lines = errors.isEmpty() ? output.lines().toList() : errors;
        return lines.isEmpty()
                ? "it ended without a word"
                : String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}

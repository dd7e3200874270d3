package io.sluice.it.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JVM with a small heap. Its other output goes to this JVM's error output. */
record Child(Process process, BufferedReader out) implements AutoCloseable {
    static Child start(Class<?> main, String... arguments) throws IOException {
        return start(System.getProperty("sluice.memory.heap", "256m"), main, arguments);
    }

    /** @param heap as {@code -Xmx} takes it */
    static Child start(String heap, Class<?> main, String... arguments) throws IOException {
        return start(heap, "64m", main, arguments);
    }

    /** @param direct as {@code -XX:MaxDirectMemorySize} takes it */
    static Child start(String heap, String direct, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-XX:MaxDirectMemorySize=" + direct, "-XX:+ExitOnOutOfMemoryError"));
        String rows = System.getProperty("big.rows");
        if (rows != null) {
            command.add("-Dbig.rows=" + rows);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Child(process, process.inputReader());
    }

    /** The rest of the next line that begins so. */
    String line(String begin) throws IOException {
        for (@Nullable String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(begin)) {
                return line.substring(begin.length()).strip();
            }
            System.out.println("[child] " + line);
        }
        throw new AssertionError("the child ended without saying '" + begin + "'; exit code " + exitCode());
    }

    private String exitCode() {
        try {
            return Integer.toString(process.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** Sends it an empty line. */
    void ask() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

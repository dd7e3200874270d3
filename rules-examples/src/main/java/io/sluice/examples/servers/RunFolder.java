package io.sluice.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The temporary folder of all servers of this JVM, and the promise that nothing stays behind: a shutdown hook kills the
 * servers and deletes the folder; should the JVM itself be killed, a small shell process (the guard) does the same as
 * soon as its standard input ends.
 *
 * <p>Safe for use by several threads.
 */
final class RunFolder {
    /** Ends with the JVM; {@code $1} is the folder, in it {@code *.pid} the processes that still run. */
    private static final String GUARD = "trap '' INT HUP TERM; read nothing; "
            + "for f in \"$1\"/*.pid; do [ -f \"$f\" ] && kill -9 \"$(cat \"$f\")\"; done 2>/dev/null; rm -rf \"$1\"";

    private static @Nullable RunFolder ofThisJvm;

    private final Path path;
    /** Held: should its standard input be collected as garbage and closed, it would do its work at once. */
    private @Nullable Process guard;

    private final Set<Process> processes = ConcurrentHashMap.newKeySet();
    private final List<Runnable> beforeEnd = new CopyOnWriteArrayList<>();

    private RunFolder(Path path) {
        this.path = path;
    }

    static synchronized RunFolder ofThisJvm() {
        RunFolder folder = ofThisJvm;
        if (folder == null) {
            folder = create();
            ofThisJvm = folder;
        }
        return folder;
    }

    private static RunFolder create() {
        try {
            // Short: the path of a socket file may have some 100 characters only.
            RunFolder folder = new RunFolder(Files.createTempDirectory("sluice-"));
            folder.guard = new ProcessBuilder("/bin/sh", "-c", GUARD, "guard", folder.path.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(folder::removeAll, "stop-servers"));
            return folder;
        } catch (IOException e) {
            throw new ServerTrouble("A temporary folder for the servers could not be made: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** From now on this process ends with the JVM. */
    void register(Process process, String name) throws IOException {
        processes.add(process);
        Files.writeString(pidFile(name), Long.toString(process.pid()));
    }

    /** The process has ended. */
    void forget(Process process, String name) {
        try {
            Files.deleteIfExists(pidFile(name));
        } catch (IOException e) {
            throw new ServerTrouble("A file of " + name + " could not be removed: " + e.getMessage(), e);
        }
        processes.remove(process);
    }

    private Path pidFile(String name) {
        return path.resolve(name + ".pid");
    }

    /** Does this before the servers are killed, when the JVM ends in an orderly way. */
    void beforeEnd(Runnable work) {
        beforeEnd.add(work);
    }

    private void removeAll() {
        beforeEnd.forEach(Runnable::run);
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            try {
                process.waitFor(); // or it would write into the folder that we delete
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        delete(path);
    }

    /** Deletes a folder with all it holds, as far as that is possible. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            // What stays behind lies in a temporary folder and harms nobody.
        }
    }
}

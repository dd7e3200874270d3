package io.sluice.examples.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Folders that are filled once per machine and user and then only read: unpacked binaries and template data. They lie
 * in {@code ~/.cache/sluice/servers} (or {@code $XDG_CACHE_HOME}, or where the property
 * {@value #PROPERTY} points) and may be deleted at any time while no server runs.
 */
final class Cache {
    static final String PROPERTY = "sluice.servers.cache";

    /** Fills an empty folder. */
    interface Filler {
        void fill(Path folder) throws IOException;
    }

    private Cache() {}

    /**
     * The folder {@code name}, filled before if it was not there yet. Several threads and several JVMs may ask at the
     * same time: one fills, the others wait; a half-filled folder is never seen.
     */
    static synchronized Path once(String name, Filler filler) {
        Path root = root();
        Path wanted = root.resolve(name);
        try {
            Files.createDirectories(root);
            try (FileChannel channel = FileChannel.open(
                            root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(wanted)) {
                    fill(root, wanted, filler);
                }
                return wanted;
            }
        } catch (IOException e) {
            throw new ServerTrouble(
                    "The servers' files could not be prepared in " + root + " (" + e.getMessage() + "); -D" + PROPERTY
                            + "=<folder> names another place.",
                    e);
        }
    }

    private static void fill(Path root, Path wanted, Filler filler) throws IOException {
        Path half = Files.createTempDirectory(root, "half-");
        try {
            filler.fill(half);
            Files.move(half, wanted, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            RunFolder.delete(half);
        }
    }

    private static Path root() {
        String chosen = System.getProperty(PROPERTY);
        if (chosen != null) {
            return Path.of(chosen);
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home", "."));
        if (xdg != null && !xdg.isEmpty()) {
            return Path.of(xdg, "sluice", "servers");
        }
        return Files.isWritable(home)
                ? home.resolve(Path.of(".cache", "sluice", "servers"))
                : Path.of(System.getProperty("java.io.tmpdir"), "sluice-servers-" + System.getProperty("user.name"));
    }
}

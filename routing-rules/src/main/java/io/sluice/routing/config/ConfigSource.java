package io.sluice.routing.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a cluster file, its rules file and its certificates: read, validate, build, hand over; on any error what runs goes on, and the error is
 * logged and kept. Files are looked at once a second, by content, for that works on every file system and through symbolic
 * links (Kubernetes swaps them). Safe for use by many threads.
 */
public final class ConfigSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigSource.class);

    private final Path clusterFile;
    private final UnaryOperator<String> environment;
    private final Consumer<Configuration> changed;
    private final ScheduledExecutorService timer;

    // Guarded by this.
    private Configuration current;
    private List<String> seen;
    private List<String> settling;

    private volatile String error = "";

    private ConfigSource(
            Path clusterFile,
            UnaryOperator<String> environment,
            Configuration current,
            Consumer<Configuration> changed) {
        this.clusterFile = clusterFile;
        this.environment = environment;
        this.current = current;
        this.changed = changed;
        this.seen = contents(current);
        this.settling = seen;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sluice-config");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to watch the files of a configuration, on a daemon thread.
     *
     * @param changed told of each new configuration on that thread
     */
    public static ConfigSource watch(
            Configuration current,
            UnaryOperator<String> environment,
            Consumer<Configuration> changed,
            Duration interval) {
        ConfigSource source = new ConfigSource(current.file().path(), environment, current, changed);
        source.timer.scheduleWithFixedDelay(
                source::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return source;
    }

    /** Once a second, swapping what {@code clusters} holds. */
    public static ConfigSource watch(Clusters clusters) {
        return watch(clusters.configuration(), System::getenv, clusters::configuration, Duration.ofSeconds(1));
    }

    /** What is wrong with the files as they are now, empty where nothing is. */
    public String error() {
        return error;
    }

    /** Takes a change only once it has stayed the same from one look to the next: an editor may be in the midst of writing. */
    private synchronized void look() {
        List<String> now = contents(current);
        if (now.equals(settling)) {
            check();
        }
        settling = now;
    }

    /** Looks at the files now. True where they changed and were taken. */
    public synchronized boolean check() {
        List<String> now = contents(current);
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        try {
            current = Configuration.read(clusterFile, environment);
            seen = contents(current);
            changed.accept(current);
            error = "";
            LOG.info("configuration {} is in force", clusterFile.getFileName());
            return true;
        } catch (RuntimeException e) {
            error = String.valueOf(e.getMessage());
            LOG.error("the changed configuration is not taken, the one before goes on: {}", error);
            return false;
        }
    }

    /** INVARIANT: compared as whole contents: a change that keeps time and size would otherwise be missed for ever. */
    private static List<String> contents(Configuration configuration) {
        List<String> contents = new ArrayList<>();
        for (Path file : configuration.file().files()) {
            try {
                contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                contents.add("unreadable");
            }
        }
        return contents;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

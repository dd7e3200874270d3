package io.sluice.jdbc.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a data source has its cluster file and its rules from. Immutable. */
public sealed interface ClusterSource {
    /**
     * Files, which are watched.
     *
     * @param location a path, or {@code classpath:} and a resource's name, beside which {@code rules.groovy} stands
     */
    record Files(String location) implements ClusterSource {}

    /**
     * Their texts, which stay as they are.
     *
     * @param cluster as a cluster file is written
     * @param rules as a rules file is written; null where {@code rules} in {@code cluster} names one by its whole path
     */
    record Texts(String cluster, @Nullable String rules) implements ClusterSource {}

    /** What the rules file is called beside the cluster file. */
    String RULES = "rules.groovy";

    /** What a resource's location begins with. */
    String CLASSPATH = "classpath:";

    /** True where {@link #path} makes files that are to be removed at the end. */
    default boolean copied() {
        return !(this instanceof Files files) || files.location().startsWith(CLASSPATH);
    }

    /** The cluster file; resources and texts become files in a folder of their own, so that one reader reads all. */
    default Path path() throws IOException {
        if (this instanceof Texts texts) {
            Path folder = java.nio.file.Files.createTempDirectory("sluice-");
            if (texts.rules() != null) {
                java.nio.file.Files.writeString(folder.resolve(RULES), texts.rules());
            }
            return java.nio.file.Files.writeString(folder.resolve("cluster.yaml"), texts.cluster());
        }
        String location = ((Files) this).location();
        return location.startsWith(CLASSPATH) ? unpacked(location.substring(CLASSPATH.length())) : Path.of(location);
    }

    private static Path unpacked(String resource) throws IOException {
        Path folder = java.nio.file.Files.createTempDirectory("sluice-");
        String parent = resource.contains("/") ? resource.substring(0, resource.lastIndexOf('/') + 1) : "";
        Path cluster = copy(resource, folder);
        if (loader().getResource(parent + RULES) != null) {
            copy(parent + RULES, folder);
        }
        return cluster;
    }

    private static Path copy(String resource, Path folder) throws IOException {
        try (InputStream in = loader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no resource " + resource + " on the class path");
            }
            Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
            java.nio.file.Files.copy(in, file);
            return file;
        }
    }

    private static ClassLoader loader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? ClusterSource.class.getClassLoader() : loader;
    }

    /** Removes what {@link #path} has made. */
    static void remove(Path cluster) {
        try {
            for (Path each : List.of(
                    cluster,
                    cluster.resolveSibling(RULES),
                    cluster.toAbsolutePath().getParent())) {
                java.nio.file.Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

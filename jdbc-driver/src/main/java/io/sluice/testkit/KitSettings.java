package io.sluice.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a kit is opened with.
 *
 * @param server {@code host:port}
 * @param rules the rules' text
 * @param schema a script of statements
 * @param shards the shards' names
 * @param compare whether there is an unsharded schema beside them
 */
public record KitSettings(
        String server,
        String user,
        String password,
        String rules,
        String schema,
        List<String> shards,
        boolean compare) {
    private static final String PROPERTY = "sluice.testkit.";
    private static final String CLASSPATH = "classpath:";

    public KitSettings {
        shards = List.copyOf(shards);
    }

    static KitSettings of(ShardingTest wish, Class<?> test) {
        List<String> names = wish.names().length > 0
                ? List.of(wish.names())
                : IntStream.range(0, wish.shards()).mapToObj(i -> "s" + i).toList();
        return new KitSettings(
                said("server"),
                said("user"),
                said("password"),
                text(wish.rules(), test),
                text(wish.schema(), test),
                names,
                wish.compare());
    }

    private static String said(String name) {
        String property = System.getProperty(PROPERTY + name);
        String value = property != null
                ? property
                : System.getenv((PROPERTY + name).toUpperCase(Locale.ROOT).replace('.', '_'));
        if (value == null) {
            throw new IllegalStateException(
                    "the sharding test-kit needs a server: set the system property " + PROPERTY + name);
        }
        return value;
    }

    private static String text(String location, Class<?> test) {
        try {
            if (!location.startsWith(CLASSPATH)) {
                return Files.readString(Path.of(location));
            }
            try (InputStream in = test.getResourceAsStream("/" + location.substring(CLASSPATH.length()))) {
                if (in == null) {
                    throw new IllegalStateException("no resource " + location);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(location, e);
        }
    }
}

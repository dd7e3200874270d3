package io.sluice.jdbc;

import io.sluice.jdbc.exec.ClusterSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A data source described in code; what is said here is what would stand in the cluster file.
 *
 * <pre>{@code
 * SluiceDataSource shop = SluiceDataSource.builder()
 *         .schema("shop")
 *         .shard("s0", "db-a:3306", "db-b:3306")
 *         .shard("s1", "db-c:3306", "db-d:3306")
 *         .login("sluice", password)
 *         .rules("table('orders') { key 'user_id'; shards 's0', 's1'; modulo() }")
 *         .setting("pool.max_per_server", 16)
 *         .property("connectionTimeZone", "UTC")
 *         .build();
 * }</pre>
 *
 * Confined to one thread.
 */
public final class SluiceBuilder {
    private final Map<String, Object> file = new LinkedHashMap<>();
    private final Properties properties = new Properties();
    private @Nullable String rules;

    SluiceBuilder() {}

    /** The one schema that the application sees. */
    public SluiceBuilder schema(String name) {
        file.put("schema", name);
        return this;
    }

    /** A shard with its servers, each {@code host:port}; its physical schema has the logical one's name. */
    public SluiceBuilder shard(String name, String... servers) {
        section("shards", name).put("servers", new ArrayList<>(List.of(servers)));
        return this;
    }

    /** A shard in a physical schema of another name; shards may be schemas of one server. */
    public SluiceBuilder shardIn(String physicalSchema, String name, String... servers) {
        section("shards", name).put("schema", physicalSchema);
        return shard(name, servers);
    }

    /** Who Sluice is on the servers. */
    public SluiceBuilder login(String user, String password) {
        section("backend").putAll(Map.of("user", user, "password", password));
        return this;
    }

    /** The text of the rules, as a rules file has it. */
    public SluiceBuilder rules(String groovy) {
        rules = groovy;
        return this;
    }

    /** Another key of the cluster file: {@code setting("probe.interval", "250ms")}. */
    public SluiceBuilder setting(String key, Object value) {
        String[] path = key.split("\\.");
        String[] before = java.util.Arrays.copyOf(path, path.length - 1);
        (before.length == 0 ? file : section(before)).put(path[path.length - 1], value);
        return this;
    }

    /** A property of Connector/J, for the shards' connections. */
    public SluiceBuilder property(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    /** The data source; mistakes in what was said are told by its first connection. */
    public SluiceDataSource build() {
        return new SluiceDataSource(new ClusterSource.Texts(text(file), rules), properties);
    }

    @SuppressWarnings("unchecked") // what this method itself has put there
    private Map<String, Object> section(String... path) {
        Map<String, Object> at = file;
        for (String name : path) {
            at = (Map<String, Object>) at.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
        }
        return at;
    }

    /** YAML's flow form: every text is quoted, so that nothing in it has a meaning but the environment's names. */
    private static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(each -> quoted(String.valueOf(each.getKey())) + ": " + text(each.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(SluiceBuilder::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return quoted(String.valueOf(value));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char each : text.toCharArray()) {
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else if (each < ' ') {
                quoted.append("\\u%04x".formatted((int) each));
            } else {
                quoted.append(each);
            }
        }
        return quoted.append('"').toString();
    }
}

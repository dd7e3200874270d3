package io.sluice.routing.config;

import io.sluice.routing.cluster.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One mapping of the file and the words to read it with; used by one thread. */
final class Section {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([KMG]?)");

    private final Path file;
    private final String path;
    private final YamlNode.Mapping mapping;
    private final UnaryOperator<String> environment;

    Section(Path file, String path, YamlNode.Mapping mapping, UnaryOperator<String> environment) {
        this.file = file;
        this.path = path;
        this.mapping = mapping;
        this.environment = environment;
    }

    /** INVARIANT: every section is asked: a misspelt key that is passed over is a setting that silently does not hold. */
    Section only(String... known) {
        for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
            if (!Set.of(known).contains(entry.getKey())) {
                throw wrong(
                        entry.getValue().line(), entry.getKey(), "is not known; known are " + String.join(", ", known));
            }
        }
        return this;
    }

    /** The mapping under a key; an empty one where the key is missing. */
    Section section(String key) {
        YamlNode node = mapping.entries().get(key);
        if (node == null) {
            return new Section(file, at(key), new YamlNode.Mapping(mapping.line(), Map.of()), environment);
        }
        return section(key, node);
    }

    private Section section(String key, YamlNode node) {
        if (node instanceof YamlNode.Mapping inner) {
            return new Section(file, at(key), inner, environment);
        }
        throw wrong(node.line(), key, "must have keys of its own");
    }

    /** All entries as sections by key. */
    Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        mapping.entries().forEach((key, node) -> sections.put(key, section(key, node)));
        return sections;
    }

    /** The list of mappings under a key; empty where it is missing. */
    List<Section> sectionList(String key) {
        List<Section> sections = new ArrayList<>();
        for (YamlNode item : items(key)) {
            sections.add(section(key, item));
        }
        return sections;
    }

    /** All keys. */
    Set<String> keys() {
        return mapping.entries().keySet();
    }

    /** The texts under a key: a list of them, or one. */
    List<String> words(String key) {
        if (mapping.entries().get(key) instanceof YamlNode.Scalar) {
            return List.of(text(key));
        }
        return items(key).stream().map(item -> text(key, item)).toList();
    }

    /** The list of networks under a key. */
    List<Network> networks(String key) {
        List<Network> networks = new ArrayList<>();
        for (YamlNode item : items(key)) {
            String text = text(key, item);
            try {
                networks.add(Network.of(text));
            } catch (IllegalArgumentException flaw) {
                throw wrong(item.line(), key, "'" + text + "' is not an address such as 10.0.0.7 or 10.0.0.0/8");
            }
        }
        return networks;
    }

    /** The list under a key, of which an item may be a mapping or one value; that is read as what {@code name} has in a mapping. */
    List<Section> sectionsOr(String name, String key) {
        List<Section> sections = new ArrayList<>();
        for (YamlNode item : items(key)) {
            boolean bare = item instanceof YamlNode.Scalar;
            YamlNode mapping = bare ? new YamlNode.Mapping(item.line(), Map.of(name, item)) : item;
            sections.add(section(key, mapping));
        }
        return sections;
    }

    /** Whether there is one value under a key. */
    boolean scalar(String key) {
        return mapping.entries().get(key) instanceof YamlNode.Scalar;
    }

    ServerAddress address(String key) {
        return address(key, line(key), text(key));
    }

    private List<YamlNode> items(String key) {
        YamlNode node = mapping.entries().get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        throw wrong(node.line(), key, "must be a list");
    }

    ServerAddress address(String key, String otherwise) {
        return address(key, line(key), text(key, otherwise));
    }

    private ServerAddress address(String key, int line, String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = colon < 1 ? -1 : Integer.parseInt(text.substring(colon + 1));
            if (port >= 0 && port < 65_536) {
                return new ServerAddress(text.substring(0, colon), port);
            }
        } catch (NumberFormatException e) {
            throw wrong(line, key, "'" + text + "' is not host:port");
        }
        throw wrong(line, key, "'" + text + "' is not host:port");
    }

    String text(String key) {
        YamlNode node = mapping.entries().get(key);
        if (node == null
                || (node instanceof YamlNode.Scalar scalar && scalar.text().isEmpty())) {
            throw wrong(line(key), key, "is missing");
        }
        return text(key, node);
    }

    String text(String key, String otherwise) {
        YamlNode node = mapping.entries().get(key);
        return node == null ? otherwise : text(key, node);
    }

    private String text(String key, YamlNode node) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            throw wrong(node.line(), key, "must be one value");
        }
        Matcher matcher = VARIABLE.matcher(scalar.text());
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String value = environment.apply(matcher.group(1));
            String found = value == null ? matcher.group(2) : value;
            if (found == null) {
                throw wrong(node.line(), key, "the environment variable " + matcher.group(1) + " is not set");
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(found));
        }
        return matcher.appendTail(out).toString();
    }

    /** {@code password} or {@code password_file}; the file's last line break does not count. */
    Secret secret() {
        if (!mapping.entries().containsKey("password_file")) {
            return new Secret(text("password"));
        }
        if (mapping.entries().containsKey("password")) {
            throw wrong(line("password"), "password", "stands beside password_file");
        }
        Path secret = file.resolveSibling(text("password_file"));
        try {
            return new Secret(Files.readString(secret).stripTrailing());
        } catch (IOException e) {
            throw wrong(line("password_file"), "password_file", "cannot be read: " + secret);
        }
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    boolean flag(String key, boolean otherwise) {
        return switch (text(key, Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "must be true or false");
        };
    }

    /** A file named relative to this one. */
    Path path(String key) {
        return file.resolveSibling(text(key));
    }

    /** What a file holds. */
    <T> T read(String key, Path from, Function<String, T> reader) {
        try {
            return reader.apply(Pem.read(from));
        } catch (IOException e) {
            throw wrong(key, "cannot be read: " + from);
        } catch (IllegalArgumentException flaw) {
            throw wrong(key, flaw.getMessage() + ": " + from);
        }
    }

    Duration duration(String key, Duration otherwise) {
        String text = text(key, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw wrong(line(key), key, "'" + text + "' is not a duration such as 500ms, 5s, 2m");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** Whole number between the bounds, {@code 64M} is 64 × 1024 × 1024. */
    long number(String key, long otherwise, long low, long high) {
        String text = text(key, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw wrong(line(key), key, "'" + text + "' is not a whole number");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "K" -> 1L << 10;
                    case "M" -> 1L << 20;
                    case "G" -> 1L << 30;
                    default -> 1L;
                };
        long number = Long.parseLong(matcher.group(1)) * unit;
        if (number < low || number > high) {
            throw wrong(line(key), key, text + " is not between " + low + " and " + high);
        }
        return number;
    }

    ConfigError wrong(String key, String cause) {
        return wrong(line(key), key, cause);
    }

    private ConfigError wrong(int line, String key, String cause) {
        return new ConfigError(file.getFileName() + ":" + line + ": " + at(key) + " " + cause);
    }

    private int line(String key) {
        YamlNode node = mapping.entries().get(key);
        return node == null ? mapping.line() : node.line();
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}

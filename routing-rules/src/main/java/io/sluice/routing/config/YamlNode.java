package io.sluice.routing.config;

import java.util.List;
import java.util.Map;

/** A piece of YAML with its line, 1-based. */
sealed interface YamlNode {
    int line();

    /** A mapping in the file's order. */
    record Mapping(int line, Map<String, YamlNode> entries) implements YamlNode {}

    /** A list. */
    record Sequence(int line, List<YamlNode> items) implements YamlNode {}

    /** A text, number or truth value as it is written; empty for null. */
    record Scalar(int line, String text) implements YamlNode {}
}

package io.sluice.routing.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads YAML into nodes that know their lines; used once, by one thread. */
final class YamlTree {
    private final String file;
    private final JsonParser parser;

    private YamlTree(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static YamlNode read(String file, String text) {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            return new YamlTree(file, parser).node(parser.nextToken());
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigError(file + ":" + line + ": not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new ConfigError(file + ": cannot be read: " + e);
        }
    }

    private YamlNode node(@Nullable JsonToken token) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (token == JsonToken.START_OBJECT) {
            return mapping(line);
        }
        if (token == JsonToken.START_ARRAY) {
            List<YamlNode> items = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                items.add(node(next));
            }
            return new YamlNode.Sequence(line, items);
        }
        boolean empty = token == null || token == JsonToken.VALUE_NULL;
        return new YamlNode.Scalar(line, empty ? "" : parser.getText());
    }

    private YamlNode mapping(int line) throws IOException {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int at = parser.currentTokenLocation().getLineNr();
            if (entries.put(key, node(parser.nextToken())) != null) {
                throw new ConfigError(file + ":" + at + ": '" + key + "' stands twice");
            }
        }
        return new YamlNode.Mapping(line, entries);
    }
}

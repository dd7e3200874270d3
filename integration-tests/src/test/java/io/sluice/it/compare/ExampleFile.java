package io.sluice.it.compare;

import io.sluice.it.compare.Example.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Statements that a person wrote: each ends with a semicolon at the end of a line, {@code #} begins a comment,
 * {@code == title} a section, and a line {@code @refused @ties} holds marks for the next statement.
 */
final class ExampleFile {
    private ExampleFile() {}

    /** The sections of a resource in this package's folder, in the file's order. */
    static Map<String, List<Example>> sections(String name) {
        Map<String, List<Example>> sections = new LinkedHashMap<>();
        List<Example> current = new ArrayList<>();
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        StringBuilder statement = new StringBuilder();
        for (String line : resource("compare/" + name).split("\n")) {
            if (line.startsWith("== ")) {
                current = new ArrayList<>();
                sections.put(line.substring(3).strip(), current);
            } else if (line.startsWith("@")) {
                marks(line, marks);
            } else if (!line.startsWith("#") && !(line.isBlank() && statement.isEmpty())) {
                statement.append(statement.isEmpty() ? "" : "\n").append(line);
                if (line.stripTrailing().endsWith(";")) {
                    String text = statement.toString().stripTrailing();
                    current.add(new Example(text.substring(0, text.length() - 1), marks));
                    statement.setLength(0);
                    marks.clear();
                }
            }
        }
        return sections;
    }

    private static void marks(String line, Set<Mark> marks) {
        for (String word : line.strip().split("\\s+")) {
            marks.add(Mark.valueOf(word.substring(1).toUpperCase(Locale.ROOT).replace('-', '_')));
        }
    }

    static String resource(String name) {
        try (InputStream in = ExampleFile.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

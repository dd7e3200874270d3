package io.sluice.it.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table of forms.txt.
 *
 * @param name its name
 * @param type its key column's
 * @param rule the words of its rule
 * @param seeds keys of its rows, as SQL
 * @param forms how keys are written
 */
record KeyTable(String name, String type, String rule, List<String> seeds, List<Form> forms) {
    /** All tables that {@code flavour} (mysql or mariadb) can have. */
    static List<KeyTable> all(String flavour) {
        List<KeyTable> tables = new ArrayList<>();
        boolean ours = false;
        for (String line : text().lines().toList()) {
            if (line.startsWith("@ ")) {
                String[] parts = line.substring(2).split("\\|", -1);
                ours = parts.length < 4 || parts[3].strip().equals(flavour);
                if (ours) {
                    tables.add(new KeyTable(
                            "k_" + parts[0].strip(),
                            parts[1].strip(),
                            parts[2].strip(),
                            new ArrayList<>(),
                            new ArrayList<>()));
                }
            } else if (ours && !line.isEmpty() && !line.startsWith("#") && !Form.foreign(line, flavour)) {
                KeyTable table = tables.get(tables.size() - 1);
                if (line.startsWith("+ ")) {
                    table.seeds.add(line.substring(2));
                } else {
                    table.forms.add(Form.of(Form.plain(line)));
                }
            }
        }
        return tables;
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(KeyTable.class.getResourceAsStream("/keys/forms.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ddl() {
        return "CREATE TABLE " + name + " (id INT NOT NULL PRIMARY KEY, k " + type + ", n INT NOT NULL DEFAULT 0)";
    }

    /** Its rule: four slots, two on each of two shards. */
    String groovy() {
        String key = rule.substring(0, rule.indexOf(';'));
        String placing = rule.substring(rule.indexOf(';') + 1).strip();
        return "table('%s') { key %s; shards 's0', 's1'; tables '%s_0', '%s_1'; %s() }\n"
                .formatted(name, key, name, name, placing);
    }

    /** Statements that fill it. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < seeds.size(); i++) {
            rows.add("INSERT INTO " + name + " (id, k) VALUES (" + (i + 1) + ", " + seeds.get(i) + ")");
        }
        return rows;
    }
}

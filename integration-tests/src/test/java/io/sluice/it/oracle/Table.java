package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A logical table.
 *
 * @param key its sharding key; empty for broadcast and single ones
 * @param unique its primary key's columns; with no NULL among them
 * @param rule what stands in the rules file
 */
record Table(String name, List<Field> fields, String key, List<String> unique, String rule) {
    boolean sharded() {
        return !key.isEmpty();
    }

    /** True where one physical table cannot see that another row has the same primary key. */
    boolean uniqueByLuck() {
        return sharded() && !unique.contains(key);
    }

    Field field(String name) {
        return fields.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The columns outside the primary key and the sharding key. */
    List<Field> plainFields() {
        return fields.stream()
                .filter(each -> !each.name().equals(key) && !unique.contains(each.name()))
                .toList();
    }

    String ddl(String collation) {
        List<String> parts = new ArrayList<>();
        for (Field each : fields) {
            parts.add(each.name() + " " + each.kind().type(collation) + (each.nullable() ? "" : " NOT NULL"));
        }
        parts.add("PRIMARY KEY (" + String.join(", ", unique) + ")");
        for (int i = 2; i < fields.size(); i++) {
            if ((i + fields.size()) % 3 == 0) {
                parts.add("KEY ix_%1$s (%1$s)".formatted(fields.get(i).name()));
            }
        }
        return "CREATE TABLE " + name + " (" + String.join(", ", parts) + ") DEFAULT CHARSET = utf8mb4 COLLATE = "
                + collation;
    }

    String columns() {
        return fields.stream().map(Field::name).collect(Collectors.joining(", "));
    }

    /** All its rows. */
    String everything() {
        return "SELECT " + columns() + " FROM " + name;
    }
}

package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tables, their rules and their first rows.
 *
 * @param collation of the texts that fold
 * @param rows the INSERT statements that fill the tables
 * @param keys for each table {@code id, k} of its first rows, as SQL
 */
record World(long seed, String collation, List<Table> tables, List<String> rows, Map<String, List<String>> keys) {
    List<String> keys(Table table) {
        return keys.getOrDefault(table.name(), List.of());
    }

    /** What else stands in the cluster file: small bounds, so that few rows go the ways of many. */
    String settings() {
        String deep = "deep_offset: 1\n";
        return switch (Math.floorMod(seed, 3)) {
            case 0 -> "";
            case 1 -> deep;
            default -> deep + "memory: { merge_rows: 5 }\n";
        };
    }

    String rules() {
        return tables.stream().map(Table::rule).collect(Collectors.joining("\n", "", "\n"));
    }

    /** CREATE TABLE and INSERT. */
    List<String> script() {
        List<String> script = new ArrayList<>();
        tables.forEach(table -> script.add(table.ddl(collation)));
        script.addAll(rows);
        return script;
    }

    Table table(String name) {
        return tables.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

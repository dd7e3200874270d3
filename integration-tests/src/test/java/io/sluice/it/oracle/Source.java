package io.sluice.it.oracle;

import java.util.List;

/**
 * Something in a FROM.
 *
 * @param unique columns that no two of its rows share; empty where nothing is known
 * @param rows at most about so many
 */
record Source(String alias, List<Field> fields, List<String> unique, String key, int rows) {
    static Source of(Table table, String alias) {
        return new Source(alias, table.fields(), table.unique(), table.key(), 30);
    }

    String ref(String column) {
        return alias.isEmpty() ? column : alias + "." + column;
    }
}

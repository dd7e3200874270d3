package io.sluice.routing.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recursive descent over a script's words; used once, by one thread. */
final class SchemaReader {
    private static final Set<String> KEY_WORDS =
            Set.of("key", "index", "unique", "constraint", "foreign", "fulltext", "spatial", "check", "period");
    private static final Set<String> TEXT_TYPES =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

    private final ScriptWords words;

    SchemaReader(String script) {
        this.words = new ScriptWords(script);
    }

    Map<String, Table> read() {
        Map<String, Table> tables = new LinkedHashMap<>();
        while (!words.done()) {
            if (words.take("create")) {
                Table table = words.take("table") ? table() : words.take("view") ? view() : null;
                if (table != null) {
                    tables.put(table.name().toLowerCase(Locale.ROOT), table);
                }
            }
            while (!words.done() && !words.take(";")) {
                words.next();
            }
        }
        return tables;
    }

    private Table view() {
        String name = words.name();
        if (words.take(".")) {
            name += "." + words.name();
        }
        words.expect("as");
        StringBuilder definition = new StringBuilder();
        while (!words.done() && !words.at(";")) {
            // SUM (a) with a space would be a function of the user's
            definition.append(words.at("(") || definition.isEmpty() ? "" : " ").append(words.next());
        }
        return new Table(name, List.of(), List.of(), definition.toString());
    }

    private Table table() {
        if (words.take("if")) {
            words.expect("not");
            words.expect("exists");
        }
        String name = words.name();
        if (words.take(".")) {
            name = words.name();
        }
        words.expect("(");
        List<Definition> columns = new ArrayList<>();
        List<String> primaryKey = new ArrayList<>();
        Set<String> ordered = new LinkedHashSet<>();
        do {
            if (words.take("primary")) {
                words.expect("key");
                primaryKey.addAll(nameList());
                skipItem();
            } else if (words.at("key") || words.at("index") || words.at("unique")) {
                index(ordered);
            } else if (KEY_WORDS.contains(words.peek())) {
                skipItem();
            } else {
                Definition column = column();
                columns.add(column);
                if (column.primary) {
                    primaryKey.add(column.name);
                }
                if (column.unique) {
                    ordered.add(column.name);
                }
            }
        } while (words.take(","));
        words.expect(")");
        primaryKey.stream().limit(1).forEach(ordered::add);
        return build(name, columns, primaryKey, ordered, tableCollation());
    }

    /** {@code KEY by_city (city, total)}: remembers the first column, where all of it is in the index. */
    private void index(Set<String> ordered) {
        if (words.take("unique")) {
            if (words.at("key") || words.at("index")) {
                words.next();
            }
        } else {
            words.next();
        }
        if (!words.at("(")) {
            words.name();
        }
        if (words.take("(")) {
            String first = words.name();
            if (!words.at("(")) {
                ordered.add(first);
            }
            int depth = 1;
            while (depth > 0 && !words.done()) {
                String word = words.next();
                depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            }
        }
        skipItem();
    }

    private static Table build(
            String name, List<Definition> columns, List<String> primaryKey, Set<String> ordered, String collation) {
        List<Column> built = new ArrayList<>();
        for (Definition column : columns) {
            built.add(column.build(built.size(), collation, primaryKey));
        }
        return new Table(name, built, primaryKey, null, false, List.copyOf(ordered));
    }

    /** What is written of a column, before the table's defaults are known. */
    private static final class Definition {
        private final String name;
        private final String type;
        private int length;
        private int scale;
        private boolean unsigned;
        private boolean notNull;
        private boolean autoIncrement;
        private boolean hasDefault;
        private boolean primary;
        private boolean unique;
        private boolean invisible;
        private final List<String> members = new ArrayList<>();
        private @Nullable String constant;
        private @Nullable String collation;

        Definition(String name, String type) {
            this.name = name;
            this.type = type;
        }

        Column build(int position, String tableCollation, List<String> primaryKey) {
            boolean nullable = !notNull && primaryKey.stream().noneMatch(name::equalsIgnoreCase);
            String collates = !TEXT_TYPES.contains(type) ? null : collation == null ? tableCollation : collation;
            boolean defaults = hasDefault || nullable;
            return new Column(
                    name,
                    invisible ? Column.INVISIBLE : position,
                    type,
                    unsigned,
                    length,
                    scale,
                    nullable,
                    autoIncrement,
                    defaults,
                    collates,
                    members,
                    constant,
                    type,
                    false);
        }
    }

    private Definition column() {
        String name = words.name();
        Definition column = new Definition(name, ScriptTypes.canonical(words.word()));
        column.length = ScriptTypes.defaultLength(column.type);
        if (words.take("(")) {
            lengths(column);
        }
        while (!words.done() && !words.at(",") && !words.at(")")) {
            attribute(column);
        }
        return column;
    }

    private void lengths(Definition column) {
        if (column.type.equals("enum") || column.type.equals("set")) {
            boolean labels = column.type.equals("enum");
            while (!words.take(")")) {
                String label = words.text();
                if (labels && label != null) {
                    column.members.add(label);
                }
            }
            return;
        }
        int first = words.number();
        if (ScriptTypes.fractional(column.type)) {
            column.scale = first;
        } else if (!ScriptTypes.displayWidth(column.type)) {
            column.length = first;
        }
        if (words.take(",")) {
            column.scale = words.number();
        }
        words.expect(")");
    }

    private void attribute(Definition column) {
        switch (words.next()) {
            case "unsigned", "zerofill" -> column.unsigned = true;
            case "not" -> {
                words.expect("null");
                column.notNull = true;
            }
            case "auto_increment" -> column.autoIncrement = true;
            case "default" -> {
                column.hasDefault = true;
                defaultOf(column);
            }
            case "as" -> {
                column.hasDefault = true;
                skipParentheses();
            }
            case "primary" -> {
                words.take("key");
                column.primary = true;
            }
            case "key" -> column.primary = true;
            case "invisible" -> column.invisible = true;
            case "unique" -> {
                words.take("key");
                column.unique = true;
            }
            case "collate" -> column.collation = words.word();
            case "charset" -> column.collation = Collations.ofCharset(words.word());
            case "character" -> {
                words.expect("set");
                column.collation = Collations.ofCharset(words.word());
            }
            default -> skipParentheses();
        }
    }

    private void defaultOf(Definition column) {
        String sign = words.take("-") ? "-" : "";
        if (!words.at("(")) {
            column.constant = words.constant(sign);
        }
        if (words.at("(")) {
            column.constant = null;
        }
        skipParentheses();
    }

    private String tableCollation() {
        String collation = null;
        String charset = null;
        while (!words.done() && !words.at(";")) {
            String word = words.next();
            if (word.equals("collate")) {
                words.take("=");
                collation = words.word();
            } else if (word.equals("charset") || (word.equals("character") && words.take("set"))) {
                words.take("=");
                charset = words.word();
            }
        }
        return collation != null ? collation : charset != null ? Collations.ofCharset(charset) : Collations.DEFAULT;
    }

    private List<String> nameList() {
        List<String> names = new ArrayList<>();
        words.expect("(");
        do {
            names.add(words.name());
            skipParentheses();
            if (!words.take("asc")) {
                words.take("desc");
            }
        } while (words.take(","));
        words.expect(")");
        return names;
    }

    private void skipItem() {
        while (!words.done() && !words.at(",") && !words.at(")")) {
            if (words.at("(")) {
                skipParentheses();
            } else {
                words.next();
            }
        }
    }

    private void skipParentheses() {
        if (!words.take("(")) {
            return;
        }
        int depth = 1;
        while (depth > 0 && !words.done()) {
            String word = words.next();
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
        }
    }
}

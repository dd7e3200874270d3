package io.sluice.routing.plan;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.ShardingRule;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Expr;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables of information_schema as one server with the logical tables would show them. In the place of their names stand derived
 * tables over them that leave out all physical tables but one for each logical table, and call schema, tables and generated
 * constraints by the clients' names. Where no shard has a bit of every table, several answer, each for some of them: then they are
 * read as a sharded table is.
 */
final class Catalog {
    private static final String NAME = "information_schema";

    private static final Set<String> SCHEMAS = Set.of(
            "TABLE_SCHEMA",
            "CONSTRAINT_SCHEMA",
            "UNIQUE_CONSTRAINT_SCHEMA",
            "REFERENCED_TABLE_SCHEMA",
            "INDEX_SCHEMA",
            "TRIGGER_SCHEMA",
            "EVENT_OBJECT_SCHEMA",
            "EVENT_SCHEMA",
            "ROUTINE_SCHEMA",
            "SPECIFIC_SCHEMA",
            "SCHEMA_NAME",
            "VIEW_SCHEMA");

    private static final Set<String> TABLES = Set.of("TABLE_NAME", "REFERENCED_TABLE_NAME", "EVENT_OBJECT_TABLE");

    /** In this order: the first that a table has says of which table a row tells. */
    private static final List<String> SUBJECTS = List.of("TABLE_NAME", "EVENT_OBJECT_TABLE");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$ .`-]*");

    private static final String OWN_SCHEMAS = "('information_schema', 'mysql', 'performance_schema', 'sys')";

    private final Cluster cluster;
    private final Statement statement;
    private final Fingerprint fingerprint;
    /** The same for all occurrences; empty before the first. */
    private List<CatalogPart> parts = List.of();

    private Map<String, String> headings = Map.of();

    Catalog(Cluster cluster, Statement statement, Fingerprint fingerprint) {
        this.cluster = cluster;
        this.statement = statement;
        this.fingerprint = fingerprint;
    }

    /** Null for a table that says nothing of schemas, or of which nothing is known. */
    @Nullable
    Placed place(TableOccurrence occurrence, String schema) {
        if (!schema.equalsIgnoreCase(NAME)) {
            return null;
        }
        String name = occurrence.name().toUpperCase(Locale.ROOT);
        Table table = cluster.schema().catalog().get(name);
        if (table == null || schemaColumn(table) == null) {
            return null;
        }
        if (parts.isEmpty()) {
            parts = CatalogPart.of(cluster);
            headings = written();
        }
        List<Slot> slots = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (CatalogPart part : parts) {
            Shard shard = cluster.shards().get(part.shard());
            if (shard != null) {
                slots.add(new Slot(part.shard(), name));
                texts.add(new Rewriting(cluster, shard, part, table, headings).text());
            }
        }
        TableRule rule = slots.size() == 1
                ? new TableRule.Single(name, slots.get(0).shard())
                : new TableRule.Sharded(name, List.of(anywhere(slots.size())), slots, NAME, null);
        return new Placed(occurrence, rule, texts, table, false);
    }

    /**
     * MariaDB calls a column of information_schema as the statement writes it, but one of a derived table as that does; what {@code *}
     * means is called as ever.
     */
    private Map<String, String> written() {
        Map<String, String> written = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        boolean star = statement.scope().blocks().stream()
                .flatMap(block -> block.items().stream())
                .anyMatch(item -> item.expr() instanceof Expr.Star);
        if (!star && cluster.dialect().mariaDb()) {
            Lexer lexer = new Lexer(fingerprint.text(), fingerprint.dialect());
            for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
                if (token.word()) {
                    written.putIfAbsent(lexer.name(), lexer.name());
                }
            }
        }
        return written;
    }

    /** A key that no condition names. */
    private static TableRule.Level anywhere(int slots) {
        return new TableRule.Level("table", KeyType.BYTES, new Anywhere(slots), "the shards that have the tables");
    }

    private record Anywhere(int slots) implements ShardingRule {
        @Override
        public BitSet locate(Object key) {
            return locateRange(null, false, null, false);
        }

        @Override
        public BitSet locateRange(
                @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive) {
            BitSet all = new BitSet();
            all.set(0, slots);
            return all;
        }
    }

    private static @Nullable String schemaColumn(Table table) {
        return table.columns().stream()
                .map(Column::name)
                .filter(column -> SCHEMAS.contains(column.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    /** One table of one shard. */
    private record Rewriting(
            Cluster cluster, Shard shard, CatalogPart part, Table table, Map<String, String> headings) {
        String text() {
            String columns = table.columns().stream().map(this::item).collect(Collectors.joining(", "));
            return "(SELECT " + columns + " FROM " + NAME + "." + Quoting.name(table.name()) + " WHERE " + filter()
                    + ")";
        }

        private String item(Column column) {
            String name = Quoting.backquoted(column.name());
            String words = words(column.name().toUpperCase(Locale.ROOT), name);
            String heading = Quoting.backquoted(headings.getOrDefault(column.name(), column.name()));
            return words.equals(heading) ? words : words + " AS " + heading;
        }

        private String words(String column, String name) {
            if (SCHEMAS.contains(column)) {
                boolean same = shard.schema().equals(cluster.name());
                return same ? name : caseOf(name, name, List.of(when(shard.schema(), text(cluster.name()))));
            }
            if (TABLES.contains(column)) {
                List<String> whens = part.names().entrySet().stream()
                        .map(each -> when(each.getKey(), text(each.getValue())))
                        .toList();
                return caseOf(exact(name), name, whens);
            }
            if (column.equals("CONSTRAINT_NAME")) {
                return caseOf("", name, constraints(name));
            }
            return column.equals("VIEW_DEFINITION") ? definition(name) : name;
        }

        private static String caseOf(String of, String otherwise, List<String> whens) {
            return whens.isEmpty()
                    ? otherwise
                    : "CASE " + of + (of.isEmpty() ? "" : " ") + String.join(" ", whens) + " ELSE " + otherwise
                            + " END";
        }

        private static String when(String value, String then) {
            return "WHEN " + text(value) + " THEN " + then;
        }

        /** A server calls a constraint without a name by its table's: orders_0_ibfk_1. */
        private List<String> constraints(String name) {
            List<String> whens = new ArrayList<>();
            part.names().forEach((physical, logical) -> {
                for (String kind : List.of("_ibfk_", "_chk_")) {
                    String begin = physical + kind;
                    int length = begin.codePointCount(0, begin.length());
                    whens.add("WHEN LEFT(" + name + ", " + length + ") = " + text(begin) + " THEN CONCAT("
                            + text(logical + kind) + ", SUBSTRING(" + name + ", " + (length + 1) + "))");
                }
                String end = ConstraintNames.SUFFIX + physical;
                int length = end.codePointCount(0, end.length());
                whens.add("WHEN RIGHT(" + name + ", " + length + ") = " + text(end) + " THEN LEFT(" + name
                        + ", CHAR_LENGTH(" + name + ") - " + length + ")");
            });
            return whens;
        }

        /** A view says its tables with the physical schema and their physical names. */
        private String definition(String name) {
            List<String> definitions = cluster.schema().shards().getOrDefault(shard.name(), Map.of()).values().stream()
                    .map(Table::definition)
                    .filter(Objects::nonNull)
                    .toList();
            String words = name;
            for (Map.Entry<String, String> each : part.names().entrySet()) {
                String physical = Quoting.backquoted(each.getKey());
                if (definitions.stream().anyMatch(view -> view.contains(physical))) {
                    words = replaced(words, physical, Quoting.backquoted(each.getValue()));
                }
            }
            return shard.schema().equals(cluster.name())
                    ? words
                    : replaced(
                            words, Quoting.backquoted(shard.schema()) + ".", Quoting.backquoted(cluster.name()) + ".");
        }

        private static String replaced(String words, String from, String to) {
            return "REPLACE(" + words + ", " + text(from) + ", " + text(to) + ")";
        }

        private String filter() {
            String schema = Quoting.backquoted(String.valueOf(schemaColumn(table)));
            List<String> columns = table.columns().stream()
                    .map(column -> column.name().toUpperCase(Locale.ROOT))
                    .toList();
            String subject =
                    SUBJECTS.stream().filter(columns::contains).findFirst().orElse("");
            String shown = schema + " = " + text(shard.schema()) + shown(subject, columns);
            return part.first() ? "(" + schema + " IN " + OWN_SCHEMAS + " OR " + shown + ")" : shown;
        }

        private String shown(String subject, List<String> columns) {
            if (!subject.isEmpty()) {
                String hidden = part.hidden().stream().map(Rewriting::text).collect(Collectors.joining(", "));
                return hidden.isEmpty()
                        ? ""
                        : " AND " + exact(Quoting.backquoted(subject)) + " NOT IN (" + hidden + ")";
            }
            if (columns.contains("CONSTRAINT_NAME")) { // MySQL's CHECK_CONSTRAINTS does not say whose they are
                String owners = shown("TABLE_NAME", List.of());
                return " AND CONSTRAINT_NAME IN (SELECT CONSTRAINT_NAME FROM " + NAME
                        + ".TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = " + text(shard.schema()) + owners + ")";
            }
            return part.first() ? "" : " AND FALSE";
        }

        /** Names are compared to the letter where the servers tell letter case apart; information_schema would not. */
        private String exact(String name) {
            return cluster.dialect().foldsNames() ? name : "CAST(" + name + " AS BINARY)";
        }

        /** As bytes where the session's character set or sql_mode could make something else of it. */
        private static String text(String value) {
            if (PLAIN.matcher(value).matches()) {
                return "'" + value + "'";
            }
            return "_utf8mb4 X'" + HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)) + "'";
        }
    }
}

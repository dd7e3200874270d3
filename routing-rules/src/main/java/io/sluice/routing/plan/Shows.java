package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.Cluster;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code SHOW TABLES LIKE 'o%'} as the query over information_schema that it is (MySQL manual, "Extensions to SHOW Statements"):
 * there the logical tables are seen, see {@link Catalog}. Immutable.
 *
 * @param template from a text of this shape to the query
 * @param query the query
 * @param pinned the slots on whose values it depends: all of them
 */
record Shows(SqlTemplate template, Fingerprint query, List<Integer> pinned) {
    private static final String TABLE_STATUS = "TABLE_NAME AS `Name`, ENGINE AS `Engine`, VERSION AS `Version`,"
            + " ROW_FORMAT AS `Row_format`, TABLE_ROWS AS `Rows`, AVG_ROW_LENGTH AS `Avg_row_length`,"
            + " DATA_LENGTH AS `Data_length`, MAX_DATA_LENGTH AS `Max_data_length`, INDEX_LENGTH AS `Index_length`,"
            + " DATA_FREE AS `Data_free`, AUTO_INCREMENT AS `Auto_increment`, CREATE_TIME AS `Create_time`,"
            + " UPDATE_TIME AS `Update_time`, CHECK_TIME AS `Check_time`, TABLE_COLLATION AS `Collation`,"
            + " CHECKSUM AS `Checksum`, CREATE_OPTIONS AS `Create_options`, TABLE_COMMENT AS `Comment`";

    private static final String TRIGGERS = "TRIGGER_NAME AS `Trigger`, EVENT_MANIPULATION AS `Event`,"
            + " EVENT_OBJECT_TABLE AS `Table`, ACTION_STATEMENT AS `Statement`, ACTION_TIMING AS `Timing`,"
            + " CREATED AS `Created`, SQL_MODE AS `sql_mode`, DEFINER AS `Definer`,"
            + " CHARACTER_SET_CLIENT AS `character_set_client`, COLLATION_CONNECTION AS `collation_connection`,"
            + " DATABASE_COLLATION AS `Database Collation`";

    /** As DBD::mysql writes SHOW FULL TABLES. */
    private static final Pattern OF_ALL_SERVERS =
            Pattern.compile("/\\*!([345][0-9]{4})?\\s*(FULL|EXTENDED)\\s*\\*/", Pattern.CASE_INSENSITIVE);

    Shows {
        pinned = List.copyOf(pinned);
    }

    /** Null for what is no such statement, or about a schema of the server's own. */
    static @Nullable Shows of(Statement statement, Fingerprint fingerprint, Cluster cluster, @Nullable String schema) {
        if (!(statement instanceof Statement.Show show)
                || conditional(fingerprint.text())
                || cluster.schema().catalog().isEmpty()) {
            return null;
        }
        return switch (show.what()) {
            case "TABLES", "TABLE STATUS", "TRIGGERS", "DATABASES" ->
                new Reading(fingerprint, cluster, show.what(), schema).shows();
            case "CREATE DATABASE" -> new Reading(fingerprint, cluster, show.what(), schema).created();
            default -> null;
        };
    }

    /** Version comments that every server reads which we know, such as old clients write, say nothing new. */
    private static boolean conditional(String text) {
        return Survey.conditional(text)
                && Survey.conditional(OF_ALL_SERVERS.matcher(text).replaceAll(" "));
    }

    /** Reads one statement. Confined to one thread. */
    private static final class Reading {
        private static final Set<String> MODIFIERS = Set.of("FULL", "EXTENDED");

        private final Fingerprint text;
        private final Cluster cluster;
        private final String what;
        private final Lexer lexer;
        private Token token = Token.END;
        private @Nullable String schema;

        Reading(Fingerprint text, Cluster cluster, String what, @Nullable String schema) {
            this.text = text;
            this.cluster = cluster;
            this.what = what;
            this.schema = schema;
            this.lexer = new Lexer(text.text(), text.dialect());
        }

        private void next() {
            token = lexer.next();
        }

        private boolean at(String word) {
            return token == Token.IDENT && lexer.is(word);
        }

        private boolean end() {
            return token == Token.END || lexer.start() >= text.statementEnd();
        }

        @Nullable
        Shows shows() {
            boolean full = false;
            next(); // SHOW
            for (next(); modifier(); next()) {
                full |= at("FULL");
            }
            next();
            if (what.equals("TABLE STATUS")) {
                next();
            }
            boolean named = !what.equals("DATABASES") && (at("FROM") || at("IN"));
            if (named) {
                next();
                schema = lexer.name();
                next();
            }
            if (!what.equals("DATABASES") && !ours(named)) {
                return null;
            }
            if (end()) {
                boolean local = what.equals("TABLES") && !full && !named;
                return local ? null : shows(full, "", "");
            }
            return at("LIKE") ? like(full) : at("WHERE") ? where(full) : null;
        }

        /** {@code SHOW CREATE DATABASE IF NOT EXISTS shop}, as the default shard calls it. */
        @Nullable
        Shows created() {
            String physical = cluster.defaultShard().schema();
            next(); // SHOW
            next(); // CREATE
            next();
            next();
            boolean exists = at("IF");
            for (int i = 0; exists && i < 3; i++) {
                next();
            }
            boolean ours = !end() && cluster.dialect().sameName(lexer.name(), cluster.name());
            next();
            if (!ours || !end() || physical.equals(cluster.name())) {
                return null;
            }
            String words = "SHOW CREATE DATABASE " + (exists ? "IF NOT EXISTS " : "");
            return made(List.of(new Piece.Text(words + Quoting.backquoted(physical))));
        }

        private boolean modifier() {
            return token == Token.IDENT
                    && MODIFIERS.contains(
                            text.text().substring(lexer.start(), lexer.end()).toUpperCase(Locale.ROOT));
        }

        private boolean ours(boolean named) {
            String asked = schema;
            if (asked == null) {
                throw RoutingError.NO_SCHEMA.with();
            }
            if (TablePlaces.system(asked)) {
                return false;
            }
            if (named && !cluster.dialect().sameName(asked, cluster.name())) {
                throw RoutingError.UNKNOWN_SCHEMA.with(asked);
            }
            return true;
        }

        private @Nullable Shows like(boolean full) {
            next();
            int slot = token.slot() ? text.slotAt(lexer.start()) : -1;
            if (slot < 0 || text.isParameter(slot) || !(text.value(slot) instanceof SqlValue.Text pattern)) {
                return null;
            }
            String literal = text.text().substring(lexer.start(), lexer.end());
            next();
            return end() ? shows(full, " (" + pattern.value() + ")", literal) : null;
        }

        private Shows shows(boolean full, String heading, String pattern) {
            String by = what.equals("DATABASES")
                    ? "SCHEMA_NAME"
                    : what.equals("TRIGGERS") ? "EVENT_OBJECT_TABLE" : "TABLE_NAME";
            String like = pattern.isEmpty() ? "" : condition() + by + " LIKE " + pattern;
            return made(List.of(new Piece.Text(select(full, heading) + like + order())));
        }

        private Shows where(boolean full) {
            Span tail = new Span(lexer.start(), text.statementEnd());
            List<Piece> pieces = new ArrayList<>();
            pieces.add(new Piece.Text("SELECT * FROM (" + select(full, "") + ") AS `SHOW` "));
            pieces.addAll(SqlTemplate.cut(text.text(), tail, text.slotSpans(), List.of())
                    .pieces());
            pieces.add(new Piece.Text(what.equals("TRIGGERS") || unordered() ? "" : " ORDER BY 1"));
            return made(pieces);
        }

        private String select(boolean full, String heading) {
            String name = Quoting.backquoted("Tables_in_" + cluster.name() + heading);
            String of = " WHERE %s = " + literal(cluster.name());
            return switch (what) {
                case "TABLES" ->
                    "SELECT TABLE_NAME AS " + name + (full ? ", TABLE_TYPE AS `Table_type`" : "")
                            + " FROM information_schema.TABLES" + String.format(of, "TABLE_SCHEMA");
                case "TABLE STATUS" ->
                    "SELECT " + TABLE_STATUS
                            + (cluster.dialect().mariaDb()
                                    ? ", MAX_INDEX_LENGTH AS `Max_index_length`, TEMPORARY AS `Temporary`"
                                    : "")
                            + " FROM information_schema.TABLES" + String.format(of, "TABLE_SCHEMA");
                case "TRIGGERS" ->
                    "SELECT " + TRIGGERS + " FROM information_schema.TRIGGERS" + String.format(of, "TRIGGER_SCHEMA");
                default ->
                    "SELECT SCHEMA_NAME AS " + Quoting.backquoted("Database" + heading)
                            + " FROM information_schema.SCHEMATA";
            };
        }

        private String condition() {
            return what.equals("DATABASES") ? " WHERE " : " AND ";
        }

        /** MariaDB puts information_schema first. */
        private boolean unordered() {
            return what.equals("DATABASES") && cluster.dialect().mariaDb();
        }

        private String order() {
            return what.equals("TRIGGERS") || unordered() ? "" : " ORDER BY 1";
        }

        private static String literal(String name) {
            return "'" + name.replace("'", "''") + "'";
        }

        private Shows made(List<Piece> pieces) {
            SqlTemplate template = new SqlTemplate(pieces);
            List<Integer> pinned = IntStream.range(0, text.slotCount())
                    .filter(slot -> !text.isParameter(slot))
                    .boxed()
                    .toList();
            return new Shows(template, Fingerprint.of(Viewed.unfold(template, text), text.dialect()), pinned);
        }
    }
}

package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.result.Field;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * What {@link DatabaseMetaData} says of tables, by the names that clients use. Each table is shown once, as its first slot has
 * it; the answers of the shards are put into one.
 */
@NullUnmarked
public final class TableFacts {
    /** All have the catalog first and the table, or a pattern of it, as the third. */
    private static final Set<String> METHODS = Set.of(
            "getTables",
            "getColumns",
            "getPrimaryKeys",
            "getIndexInfo",
            "getImportedKeys",
            "getExportedKeys",
            "getBestRowIdentifier",
            "getVersionColumns",
            "getColumnPrivileges",
            "getTablePrivileges",
            "getCrossReference");

    /** Those that one server tells for all, with names of databases in them. */
    private static final Set<String> OF_ONE = Set.of(
            "getCatalogs", "getSchemas", "getProcedures", "getProcedureColumns", "getFunctions", "getFunctionColumns");

    /** Those in which the table is a pattern. */
    private static final Set<String> BY_PATTERN = Set.of("getTables", "getColumns", "getTablePrivileges");

    private static final int TABLE = 2;
    /** In getCrossReference the second table's arguments stand behind the first's. */
    private static final int FOREIGN = 3;

    private final Cluster cluster;
    private final boolean schemas;
    private final @Nullable Pattern wanted;
    private final List<byte[][]> rows = new ArrayList<>();
    private Field[] fields = new Field[0];

    /** @param schemas databases are schemas to JDBC, not catalogs */
    private TableFacts(Cluster cluster, boolean schemas, @Nullable Pattern wanted) {
        this.cluster = cluster;
        this.schemas = schemas;
        this.wanted = wanted;
    }

    /** One of the methods of {@link DatabaseMetaData}. */
    public interface Question {
        ResultSet ask(DatabaseMetaData facts, @Nullable Object[] arguments) throws SQLException;
    }

    /** True for a method that is asked here. */
    public static boolean about(String method) {
        return METHODS.contains(method) || OF_ONE.contains(method);
    }

    /** Asks the shards that have the table, or all where a pattern is given. */
    public static ResultSet ask(Execution execution, String method, @Nullable Object[] arguments, Question question)
            throws SQLException {
        Cluster cluster = execution.session().cluster();
        boolean schemas = execution.options().schemas();
        if (OF_ONE.contains(method)) {
            return new TableFacts(cluster, schemas, null).ofOne(execution, arguments, question);
        }
        boolean pattern = BY_PATTERN.contains(method) && arguments[TABLE] instanceof String;
        TableFacts facts = new TableFacts(cluster, schemas, pattern ? like((String) arguments[TABLE]) : null);
        for (Shard shard : facts.cluster.shards().values()) {
            Object[] own = facts.own(arguments, shard);
            if (own != null) {
                execution.onShard(
                        shard.name(), connection -> facts.add(question.ask(connection.getMetaData(), own), shard));
            }
        }
        facts.sort();
        return execution.onDefaultShard(
                connection -> LocalRows.of(connection.unwrap(JdbcConnection.class), null, facts.fields, facts.rows));
    }

    private ResultSet ofOne(Execution execution, @Nullable Object[] arguments, Question question) throws SQLException {
        Shard shard = cluster.defaultShard();
        Object[] own = arguments.clone();
        database(own, 0, shard);
        execution.onDefaultShard(connection -> {
            try (ResultSet answer = question.ask(connection.getMetaData(), own)) {
                ResultsetRows all = ((ResultSetInternalMethods) answer).getRows();
                fields = ((ResultSetInternalMethods) answer)
                        .getColumnDefinition()
                        .getFields();
                for (int i = 0; answer.next(); i++) {
                    byte[][] cells = cells(all, i);
                    databases(cells, shard);
                    rows.add(cells);
                }
            }
            return true;
        });
        return execution.onDefaultShard(
                connection -> LocalRows.of(connection.unwrap(JdbcConnection.class), null, fields, rows));
    }

    /** The shard's name of a database that is asked for by the logical one. */
    private void database(@Nullable Object[] own, int from, Shard shard) {
        int at = from + (schemas ? 1 : 0);
        if (at < own.length && cluster.name().equals(own[at])) {
            own[at] = shard.schema();
        }
    }

    /** LIKE, with JDBC's backslash before a letter that is meant itself. */
    private static Pattern like(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char each = pattern.charAt(i);
            if (each == '%' || each == '_') {
                regex.append(each == '%' ? ".*" : ".");
            } else {
                boolean escape = each == '\\' && i + 1 < pattern.length();
                regex.append(Pattern.quote(String.valueOf(escape ? pattern.charAt(++i) : each)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** The arguments for a shard; null where the table is not its business. */
    private @Nullable Object[] own(@Nullable Object[] arguments, Shard shard) {
        Object[] own = arguments.clone();
        database(own, 0, shard);
        if (own.length == 2 * FOREIGN) {
            return cross(own, shard);
        }
        if (own[TABLE] instanceof String name) {
            // A name without wildcards, or what a pattern says of one.
            TableRule rule = cluster.rules().table(wanted == null ? name : name.replace("\\_", "_"));
            if (rule != null) {
                Slot home = home(rule);
                own[TABLE] = home.table();
                return home.shard().equals(shard.name()) ? own : null;
            }
            if (wanted != null) {
                own[TABLE] = "%"; // a pattern of logical names says nothing of physical ones
            }
        }
        return own;
    }

    /** The foreign key's table says where; the one that it points to is the first there. */
    private @Nullable Object[] cross(@Nullable Object[] own, Shard shard) {
        database(own, FOREIGN, shard);
        Slot foreign = home(String.valueOf(own[FOREIGN + TABLE]), shard);
        if (!foreign.shard().equals(shard.name())) {
            return null;
        }
        own[FOREIGN + TABLE] = foreign.table();
        own[TABLE] = home(String.valueOf(own[TABLE]), shard).table();
        return own;
    }

    private Slot home(String name, Shard otherwise) {
        TableRule rule = cluster.rules().table(name);
        return rule == null ? new Slot(otherwise.name(), name) : home(rule);
    }

    private Slot home(TableRule rule) {
        if (rule instanceof TableRule.Sharded sharded) {
            return sharded.slots().get(0);
        }
        return rule instanceof TableRule.Single single
                ? new Slot(single.shard(), single.table())
                : new Slot(cluster.defaultShard().name(), rule.table());
    }

    private boolean add(ResultSet answer, Shard shard) throws SQLException {
        try (answer) {
            ResultsetRows all = ((ResultSetInternalMethods) answer).getRows();
            // The columns that Connector/J shows, which are not those of its question.
            fields = ((ResultSetInternalMethods) answer).getColumnDefinition().getFields();
            int catalog = column(schemas ? "TABLE_SCHEM" : "TABLE_CAT");
            int table = column("TABLE_NAME");
            for (int i = 0; answer.next(); i++) {
                byte[][] cells = cells(all, i);
                boolean ours = catalog < 0 || text(cells[catalog]).equals(shard.schema());
                if (shows(ours, table < 0 ? null : text(cells[table]), shard)) {
                    rename(cells, shard);
                    if (wanted == null || wanted.matcher(text(cells[table])).matches()) {
                        rows.add(cells);
                    }
                }
            }
        }
        return true;
    }

    private byte[][] cells(ResultsetRows all, int row) {
        byte[][] cells = new byte[fields.length][];
        for (int c = 0; c < cells.length; c++) {
            cells[c] = all.get(row).getBytes(c);
        }
        return cells;
    }

    /** Whether this shard is the one to show the table. */
    private boolean shows(boolean ours, @Nullable String table, Shard shard) {
        boolean first = shard.name().equals(cluster.defaultShard().name());
        if (!ours || table == null) {
            return first || table == null;
        }
        Slot slot = new Slot(shard.name(), table);
        for (TableRule rule : cluster.rules().tables().values()) {
            if (rule instanceof TableRule.Sharded sharded && sharded.slots().contains(slot)) {
                return sharded.slots().get(0).equals(slot);
            }
        }
        TableRule rule = cluster.rule(table);
        return rule == null ? firstToHave(slot) : home(rule).equals(slot);
    }

    /** An undeclared table belongs to the first shard that has it. */
    private boolean firstToHave(Slot slot) {
        for (Shard each : cluster.shards().values()) {
            if (each.name().equals(slot.shard())) {
                return true;
            }
            if (cluster.schema().table(each.name(), slot.table()) != null) {
                return false;
            }
        }
        return true;
    }

    /** Tables and databases, those of foreign keys as well. */
    private void rename(byte[][] cells, Shard shard) {
        databases(cells, shard);
        for (int c = 0; c < cells.length; c++) {
            if (cells[c] != null && fields[c].getName().toUpperCase(Locale.ROOT).endsWith("TABLE_NAME")) {
                cells[c] = logical(new Slot(shard.name(), text(cells[c]))).getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    private void databases(byte[][] cells, Shard shard) {
        for (int c = 0; c < cells.length; c++) {
            boolean names = fields[c].getName().toUpperCase(Locale.ROOT).endsWith(schemas ? "_SCHEM" : "_CAT");
            if (cells[c] != null && names && text(cells[c]).equals(shard.schema())) {
                cells[c] = cluster.name().getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    private String logical(Slot slot) {
        for (TableRule rule : cluster.rules().tables().values()) {
            if (rule instanceof TableRule.Sharded sharded && sharded.slots().contains(slot)) {
                return sharded.table();
            }
        }
        return slot.table();
    }

    /** By type and name, as each shard's answer is; what belongs to one table keeps its order. */
    private void sort() {
        int type = column("TABLE_TYPE");
        int table = column("TABLE_NAME");
        if (table >= 0) {
            rows.sort(
                    Comparator.comparing((byte[][] row) -> (type < 0 ? "" : text(row[type])) + ' ' + text(row[table])));
        }
    }

    private int column(String name) {
        for (int c = 0; c < fields.length; c++) {
            if (fields[c].getName().equalsIgnoreCase(name)) {
                return c;
            }
        }
        return -1;
    }

    private static String text(byte[] cell) {
        return cell == null ? "" : new String(cell, StandardCharsets.UTF_8);
    }
}

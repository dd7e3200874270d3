package io.sluice.routing.rights;

import io.sluice.routing.rights.Needs.OfTable;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads what a statement needs off its text, as MySQL's manual lists it for each statement. What is not known here needs everything.
 *
 * <p>INVARIANT: every table that a statement names is in its scope, so nothing is read or changed that is not asked for here. Views
 * count as tables; what stored routines do is theirs, as with MySQL's SQL SECURITY DEFINER.
 */
public final class Needed {
    /** What SHOW may tell everybody. */
    private static final Set<String> SHOWN = Set.of(
            "WARNINGS",
            "ERRORS",
            "COUNT WARNINGS",
            "COUNT ERRORS",
            "TABLES",
            "TABLE STATUS",
            "COLUMNS",
            "INDEX",
            "CREATE TABLE",
            "CREATE VIEW",
            "CREATE SEQUENCE",
            "CREATE DATABASE",
            "TRIGGERS",
            "VARIABLES",
            "STATUS",
            "DATABASES",
            "COLLATION",
            "CHARACTER SET",
            "ENGINES",
            "PLUGINS",
            "PRIVILEGES",
            "PROCESSLIST",
            "SLUICE SHARDS",
            "SLUICE TABLES",
            "SLUICE SERVERS",
            "SLUICE POOLS",
            "SLUICE SESSIONS",
            "SLUICE PLANS",
            "PROCEDURE STATUS",
            "FUNCTION STATUS",
            "EVENTS",
            "OPEN TABLES");

    private final List<OfTable> tables = new ArrayList<>();
    private final Fingerprint text;

    private Needed(Fingerprint text) {
        this.text = text;
    }

    /** @param statement read from {@code text} */
    public static Needs of(Statement statement, Fingerprint text) {
        // Without its literals: what is read here is kept for all texts of the shape.
        if (text.shape().toString().toUpperCase(Locale.ROOT).contains("LOAD_FILE")
                || statement.scope().features().contains(Feature.INTO_OUTFILE)) {
            return Needs.EVERYTHING; // a file of the server's
        }
        return new Needed(text).read(statement);
    }

    private Needs read(Statement statement) {
        if (statement instanceof Statement.Query query) {
            query(query);
        } else if (statement instanceof Statement.Insert insert) {
            insert(insert);
        } else if (statement instanceof Statement.Update update) {
            boolean reads = update.assignments().stream().anyMatch(each -> !(each.value() instanceof Expr.Constant));
            change(update, Privilege.UPDATE, reads);
        } else if (statement instanceof Statement.Delete) {
            change(statement, Privilege.DELETE, false);
        } else if (statement instanceof Statement.Ddl ddl) {
            return ddl(ddl);
        } else if (statement instanceof Statement.SetVariables set) {
            boolean global = set.assignments().stream().anyMatch(each -> switch (each.kind()) {
                case GLOBAL, TRANSACTION_GLOBAL -> true;
                default -> false;
            });
            reads(statement);
            return new Needs(tables, null, global);
        } else if (statement instanceof Statement.Use use) {
            return new Needs(List.of(), use.schema(), false);
        } else if (statement instanceof Statement.ExplainRoute explain) {
            String inner = text.text().substring(explain.inner().start(), text.statementEnd());
            Fingerprint explained = Fingerprint.of(inner, text.dialect());
            return of(SqlParser.parse(explained), explained);
        } else if (statement instanceof Statement.Explain explain) {
            return of(explain.statement(), text);
        } else if (statement instanceof Statement.Show show) {
            return show(show);
        } else if (statement instanceof Statement.LoadLocal load) {
            load(load);
        } else if (statement instanceof Statement.Other other) {
            return other(other);
        } else if (!free(statement)) {
            return Needs.EVERYTHING;
        }
        return new Needs(tables, null, false);
    }

    /** Needs nothing; what PREPARE names is asked by itself. */
    private static boolean free(Statement statement) {
        return statement instanceof Statement.Transaction
                || statement instanceof Statement.Kill
                || statement instanceof Statement.Named;
    }

    private void query(Statement.Query query) {
        reads(query);
        if (query.scope().features().contains(Feature.LOCKING_READ)) {
            Set<Privilege> any = EnumSet.of(Privilege.UPDATE, Privilege.DELETE, Privilege.LOCK_TABLES);
            for (TableOccurrence table : query.scope().tables()) {
                tables.add(new OfTable(table.schema(), table.name(), any, "SELECT with locking clause"));
            }
        }
    }

    private void insert(Statement.Insert insert) {
        TableOccurrence target = insert.table();
        need(target, Privilege.INSERT);
        if (insert.verb().equalsIgnoreCase("REPLACE")) {
            need(target, Privilege.DELETE);
        }
        if (!insert.onDuplicate().isEmpty()) {
            need(target, Privilege.UPDATE);
        }
        if (insert.scope().features().contains(Feature.RETURNING)) {
            need(target, Privilege.SELECT);
        }
        reads(insert);
    }

    /** @param reads whether it reads the table that it changes, beside its condition */
    private void change(Statement statement, Privilege privilege, boolean reads) {
        QueryBlock body = statement.scope().blocks().get(0);
        boolean looks = reads
                || !body.filters().isEmpty()
                || !body.orderBy().isEmpty()
                || body.tables().size() > 1
                || statement.scope().features().contains(Feature.RETURNING);
        for (TableOccurrence table : statement.scope().tables()) {
            if (table.write()) {
                need(table, privilege);
            }
            if (looks || !table.write()) {
                need(table, Privilege.SELECT);
            }
        }
    }

    private Needs ddl(Statement.Ddl ddl) {
        Set<Privilege> all = privileges(ddl);
        if (all.isEmpty() || ddl.scope().tables().isEmpty()) {
            return Needs.EVERYTHING;
        }
        for (TableOccurrence table : ddl.scope().tables()) {
            if (table.write()) {
                all.forEach(privilege -> need(table, privilege));
            } else {
                need(table, Privilege.SELECT);
            }
        }
        return new Needs(tables, null, false);
    }

    /** On the tables that it changes; empty where no list tells. */
    private static Set<Privilege> privileges(Statement.Ddl ddl) {
        return switch (ddl.verb() + " " + ddl.object()) {
            case "CREATE TABLE" ->
                ddl.temporary()
                        ? EnumSet.of(Privilege.CREATE_TEMPORARY_TABLES)
                        : ddl.scope().features().contains(Feature.QUERY_INSIDE)
                                ? EnumSet.of(Privilege.CREATE, Privilege.INSERT, Privilege.DROP)
                                : EnumSet.of(Privilege.CREATE);
            case "DROP TABLE" -> EnumSet.of(ddl.temporary() ? Privilege.CREATE_TEMPORARY_TABLES : Privilege.DROP);
            case "TRUNCATE TABLE", "DROP VIEW" -> EnumSet.of(Privilege.DROP);
            case "ALTER TABLE", "RENAME TABLE" ->
                EnumSet.of(Privilege.ALTER, Privilege.CREATE, Privilege.INSERT, Privilege.DROP);
            case "CREATE INDEX", "DROP INDEX" -> EnumSet.of(Privilege.INDEX);
            case "CREATE VIEW", "ALTER VIEW" -> EnumSet.of(Privilege.CREATE_VIEW, Privilege.DROP);
            case "ANALYZE TABLE", "OPTIMIZE TABLE", "REPAIR TABLE" -> EnumSet.of(Privilege.SELECT, Privilege.INSERT);
            case "CHECK TABLE" -> EnumSet.of(Privilege.SELECT);
            default -> EnumSet.noneOf(Privilege.class);
        };
    }

    /** Any privilege shows a table's form. */
    private Needs show(Statement.Show show) {
        for (TableOccurrence table : show.scope().tables()) {
            tables.add(new OfTable(table.schema(), table.name(), Privilege.OF_SCHEMA, "SHOW"));
        }
        // With a hint it is a shard's own, with what every client runs there.
        boolean shards = show.what().equals("PROCESSLIST")
                && text.text().toUpperCase(Locale.ROOT).contains("SHARD");
        return new Needs(tables, null, shards || !SHOWN.contains(show.what()));
    }

    private Needs other(Statement.Other other) {
        switch (other.verb()) {
            case "DO", "HANDLER", "CHECKSUM TABLE" -> reads(other);
            case "LOCK TABLES" -> {
                other.scope().tables().forEach(table -> need(table, Privilege.LOCK_TABLES));
                other.scope().tables().forEach(table -> need(table, Privilege.SELECT));
            }
            case "UNLOCK TABLES", "XA START", "XA BEGIN", "XA END", "XA PREPARE", "XA COMMIT", "XA ROLLBACK" -> {}
            default -> {
                boolean diagnostics =
                        other.verb().startsWith("SHOW WARNINGS") || other.verb().startsWith("SHOW ERRORS");
                return diagnostics ? Needs.NONE : Needs.EVERYTHING;
            }
        }
        return new Needs(tables, null, false);
    }

    /** The file is the client's own. */
    private void load(Statement.LoadLocal load) {
        for (TableOccurrence table : load.scope().tables()) {
            if (table.write()) {
                need(table, Privilege.INSERT);
                if (load.replaces()) {
                    need(table, Privilege.DELETE);
                }
            }
        }
        reads(load);
    }

    private void reads(Statement statement) {
        for (TableOccurrence table : statement.scope().tables()) {
            if (!table.write()) {
                need(table, Privilege.SELECT);
            }
        }
    }

    private void need(TableOccurrence table, Privilege privilege) {
        tables.add(new OfTable(table.schema(), table.name(), EnumSet.of(privilege), privilege.word()));
    }
}

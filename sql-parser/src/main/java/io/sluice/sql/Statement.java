package io.sluice.sql;

import io.sluice.sql.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement with MySQL's meaning. Immutable; positions refer to the text it was read from. */
public sealed interface Statement {
    /** Tables and blocks; empty where a statement has none. */
    Scope scope();

    /** {@code SELECT id FROM orders WHERE user_id = 7}; WITH, UNION, VALUES ROW and TABLE t as well. */
    record Query(Scope scope) implements Statement {}

    /**
     * {@code INSERT INTO orders (id, user_id) VALUES (1, 7), (2, 8) ON DUPLICATE KEY UPDATE total = 0}.
     *
     * @param verb INSERT or REPLACE
     * @param table the target
     * @param columns as written; empty where the statement names none (then all columns of the table, in order)
     * @param columnsEnd where a further column name can be put in (before the closing parenthesis); -1 where columns is empty
     * @param rows the VALUES rows, or the one row of the SET form; empty for INSERT … SELECT
     * @param select the id of the block that supplies the rows, -1 for none
     * @param onDuplicate assignments of ON DUPLICATE KEY UPDATE, empty for none
     * @param setForm true for {@code INSERT … SET a = 1}
     * @param alias the name of the new row for ON DUPLICATE KEY UPDATE, null where there is none
     */
    record Insert(
            Scope scope,
            String verb,
            TableOccurrence table,
            List<String> columns,
            int columnsEnd,
            List<ValueRow> rows,
            int select,
            List<Assignment> onDuplicate,
            boolean setForm,
            @Nullable RowAlias alias)
            implements Statement {
        public Insert {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
            onDuplicate = List.copyOf(onDuplicate);
        }
    }

    /**
     * {@code VALUES (1, 7) AS new (i, u)}.
     *
     * @param columns its own names for the columns, in the order of the row; empty where they keep theirs
     */
    record RowAlias(String name, List<String> columns) {
        public RowAlias {
            columns = List.copyOf(columns);
        }
    }

    /**
     * One row of VALUES.
     *
     * @param span with its parentheses
     * @param values one expression for each column; DEFAULT is {@link Expr.Call} with function DEFAULT
     */
    record ValueRow(Span span, List<Expr> values) {
        public ValueRow {
            values = List.copyOf(values);
        }
    }

    /** {@code column = value} of SET or ON DUPLICATE KEY UPDATE; {@code span} covers both sides. */
    record Assignment(Span span, ColumnRef column, Expr value) {}

    /** {@code UPDATE orders SET total = 0 WHERE user_id = 7 ORDER BY id LIMIT 1}; its body is block 0. */
    record Update(Scope scope, List<Assignment> assignments) implements Statement {
        public Update {
            assignments = List.copyOf(assignments);
        }
    }

    /** {@code DELETE FROM orders WHERE user_id = 7}; its body is block 0. */
    record Delete(Scope scope) implements Statement {}

    /**
     * {@code CREATE TABLE orders (…)}, {@code ALTER TABLE}, {@code DROP TABLE}, {@code TRUNCATE}, {@code CREATE INDEX},
     * {@code RENAME TABLE}, views, routines, schemas, users.
     *
     * @param verb CREATE, ALTER, DROP, TRUNCATE, RENAME, ANALYZE, OPTIMIZE, CHECK, REPAIR, GRANT, REVOKE
     * @param object TABLE, INDEX, VIEW, DATABASE, PROCEDURE, FUNCTION, TRIGGER, EVENT, USER (also for GRANT and REVOKE), …
     * @param temporary CREATE TEMPORARY TABLE
     */
    record Ddl(Scope scope, String verb, String object, boolean temporary) implements Statement {}

    /** {@code SET autocommit = 0, @x = 1, NAMES utf8mb4}. */
    record SetVariables(Scope scope, List<VariableAssignment> assignments) implements Statement {
        public SetVariables {
            assignments = List.copyOf(assignments);
        }
    }

    /**
     * One assignment of SET.
     *
     * @param kind SESSION (also LOCAL, {@code @@x} and bare), GLOBAL (also PERSIST), USER ({@code @x}), NAMES, CHARSET, TRANSACTION
     * @param name variable in lower case without sigils; for NAMES and CHARSET the character set in lower case; for TRANSACTION the
     *     characteristics in upper case: {@code ISOLATION LEVEL READ COMMITTED, READ ONLY}
     * @param span the text of this assignment
     * @param valueSpan the text of the value; for NAMES the collation's or an empty span
     * @param value its operand where it is a constant, else Unknown; a bare word (ON, utf8mb4) is a Text constant
     */
    record VariableAssignment(Kind kind, String name, Span span, Span valueSpan, Operand value) {
        /** Where the variable lives. */
        public enum Kind {
            SESSION,
            GLOBAL,
            USER,
            NAMES,
            CHARSET,
            TRANSACTION_NEXT,
            TRANSACTION_SESSION,
            TRANSACTION_GLOBAL
        }
    }

    /** {@code USE shop}. */
    record Use(Scope scope, String schema) implements Statement {}

    /**
     * {@code BEGIN}, {@code START TRANSACTION READ ONLY}, {@code COMMIT}, {@code ROLLBACK TO SAVEPOINT a}.
     *
     * @param savepoint its name for the savepoint kinds, else null
     * @param readOnly START TRANSACTION READ ONLY
     * @param consistentSnapshot START TRANSACTION WITH CONSISTENT SNAPSHOT
     * @param chain COMMIT/ROLLBACK AND CHAIN
     * @param release COMMIT/ROLLBACK RELEASE
     */
    record Transaction(
            Scope scope,
            Kind kind,
            @Nullable String savepoint,
            boolean readOnly,
            boolean consistentSnapshot,
            boolean chain,
            boolean release)
            implements Statement {
        /** What it does. */
        public enum Kind {
            BEGIN,
            COMMIT,
            ROLLBACK,
            SAVEPOINT,
            ROLLBACK_TO,
            RELEASE_SAVEPOINT
        }
    }

    /**
     * {@code SHOW WARNINGS}, {@code SHOW TABLES}, {@code SHOW CREATE TABLE orders}, {@code DESCRIBE orders}.
     *
     * @param what upper case words that say what is shown: WARNINGS, ERRORS, COUNT WARNINGS, VARIABLES, TABLES, COLUMNS,
     *     CREATE TABLE, SLUICE SHARDS, …
     * @param skipped the first number of {@code SHOW WARNINGS LIMIT 5, 10}; 0 for all other statements
     * @param shown its second number; {@link Long#MAX_VALUE} for all other statements
     */
    record Show(Scope scope, String what, long skipped, long shown) implements Statement {
        /** Without LIMIT, or with one that a server obeys. */
        public Show(Scope scope, String what) {
            this(scope, what, 0, Long.MAX_VALUE);
        }
    }

    /** {@code EXPLAIN ROUTE SELECT …}: {@code inner} is the span of the explained text. */
    record ExplainRoute(Scope scope, Span inner) implements Statement {}

    /**
     * {@code EXPLAIN [FORMAT=…] SELECT …}.
     *
     * @param statement the explained one, read from the same text
     * @param runs true where it is carried out too: EXPLAIN ANALYZE, MariaDB's ANALYZE UPDATE
     */
    record Explain(Scope scope, Statement statement, boolean runs) implements Statement {}

    /**
     * {@code SLUICE SWITCH PRIMARY OF s0 TO 'db-b:3306' TIMEOUT 10}.
     *
     * @param target host and port
     * @param seconds the TIMEOUT; null where there is none
     */
    record SwitchPrimary(Scope scope, String shard, Operand target, @Nullable Operand seconds) implements Statement {}

    /** {@code KILL QUERY 12}. */
    record Kill(Scope scope, boolean query, Operand id) implements Statement {}

    /**
     * {@code PREPARE s FROM 'SELECT ?'}, {@code EXECUTE s USING @a}, {@code DEALLOCATE PREPARE s}, MariaDB's
     * {@code EXECUTE IMMEDIATE 'SELECT 1'}: statements that have a name and their text in the session.
     *
     * @param name as written, without quotes; empty for EXECUTE IMMEDIATE
     * @param operands spans of {@code @variable} or of one literal each: the text (PREPARE, EXECUTE IMMEDIATE), then what USING names
     */
    record Named(Scope scope, Kind kind, String name, List<Span> operands) implements Statement {
        public Named {
            operands = List.copyOf(operands);
        }

        /** What it does. */
        public enum Kind {
            PREPARE,
            EXECUTE,
            EXECUTE_IMMEDIATE,
            DEALLOCATE
        }
    }

    /**
     * A known statement that this reading does not take apart: LOAD DATA, LOCK TABLES, HANDLER, FLUSH, XA, … Of CALL and
     * DO the arguments are read like the items of a SELECT: what they use is among the scope's features.
     *
     * @param verb upper case first words: {@code CALL}, {@code LOCK TABLES}
     */
    record Other(Scope scope, String verb) implements Statement {}

    /**
     * {@code LOAD DATA LOCAL INFILE 'f' INTO TABLE orders FIELDS TERMINATED BY ',' IGNORE 1 LINES (id, @user) SET user_id = @user}.
     * Its table is the first of the scope.
     *
     * @param xml true for LOAD XML, of which nothing more is read
     * @param replaces true with REPLACE: rows that are in the way go
     */
    record LoadLocal(Scope scope, boolean xml, boolean replaces, Loading form) implements Statement {}

    /**
     * How the file of a {@link LoadLocal} is to be read. An operand is null where the statement does not say.
     *
     * @param charset in lower case; null where the statement does not say
     * @param fieldsEnd separator of fields
     * @param enclosed quote of fields
     * @param escape escape character
     * @param linesStart what a line must begin with
     * @param linesEnd separator of lines
     * @param skipped how many lines are passed over
     * @param skippedSpan the clause that says so, empty where there is none
     * @param partition true where the table has a PARTITION clause
     * @param columns columns in the order of a line's fields, a null name for a user variable; empty where the statement names none
     * @param columnsAt where a further first column can be put in, behind the opening parenthesis; -1 where it names none
     * @param assigned columns that SET computes
     */
    record Loading(
            @Nullable String charset,
            @Nullable Operand fieldsEnd,
            @Nullable Operand enclosed,
            @Nullable Operand escape,
            @Nullable Operand linesStart,
            @Nullable Operand linesEnd,
            @Nullable Operand skipped,
            Span skippedSpan,
            boolean partition,
            List<LoadTarget> columns,
            int columnsAt,
            List<String> assigned) {
        public Loading {
            columns = List.copyOf(columns);
            assigned = List.copyOf(assigned);
        }
    }

    /**
     * What takes a field of a line.
     *
     * @param column null for a user variable
     */
    record LoadTarget(@Nullable String column) {}

    /**
     * Text that was not understood. The planner refuses it wherever a sharded table may be meant; a server may be asked
     * whether it is a syntax error at all.
     *
     * @param verb upper case first word, empty where there is none
     * @param names every identifier of the text that could be a table name, lower case
     * @param reason why, for the error: what was met where
     * @param position offset of the offending text
     */
    record NotUnderstood(Scope scope, String verb, List<String> names, String reason, int position)
            implements Statement {
        public NotUnderstood {
            names = List.copyOf(names);
        }
    }
}

package io.sluice.routing.plan;

import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.schema.Column;
import io.sluice.sql.text.SqlTemplate;
import java.util.List;

/** A write in several steps: what is asked first, and what is made of the answer. With logical names. Immutable. */
public sealed interface Scripted {
    /** Ends a SELECT that has no LIMIT of its own: the session may have set one for its SELECTs. */
    String ALL_ROWS = " LIMIT 18446744073709551615";

    /** The SELECT of the rows. */
    SqlTemplate ask();

    /** True where no shard has all tables, whatever the keys say. */
    boolean only();

    /**
     * {@code DELETE FROM orders ORDER BY id LIMIT 10}: the rows are chosen, then changed by their keys.
     *
     * @param nothing what a server says where no row is changed
     */
    record Choosing(SqlTemplate ask, List<Target> targets, String nothing, boolean only) implements Scripted {
        public Choosing {
            targets = List.copyOf(targets);
        }
    }

    /**
     * {@code INSERT INTO orders (user_id, total) SELECT … FROM carts}: the rows are read, then inserted.
     *
     * @param head the INSERT up to the list of its columns
     * @param tail what comes behind the rows: ON DUPLICATE KEY UPDATE …
     * @param types of the columns that are given values, as information_schema calls them
     * @param duplicates what a row can be that is there already
     */
    record Copying(
            SqlTemplate ask, String head, SqlTemplate tail, List<String> types, Duplicates duplicates, boolean only)
            implements Scripted {
        public Copying {
            types = List.copyOf(types);
        }
    }

    /**
     * {@code UPDATE orders SET user_id = 9 WHERE user_id = 7}: the rows are chosen together with their new keys. A server changes each
     * where it is; what then is in the wrong slot is read there, deleted, and inserted where it belongs.
     *
     * @param question whose answer must be 0: what would notice that a row goes and comes
     */
    record Moving(SqlTemplate ask, String question, Row row, MoveTexts texts, boolean only) implements Scripted {}

    /**
     * A row of a table whose sharding key changes.
     *
     * @param table a sharded one
     * @param names how it is named
     * @param columns those that name it, the first ones of the answer
     * @param keys what changes
     * @param ordered true where the rows must be changed in their order
     */
    record Row(Placed table, RowNames names, List<Column> columns, List<NewKey> keys, boolean ordered) {
        public Row {
            columns = List.copyOf(columns);
            keys = List.copyOf(keys);
        }
    }

    /**
     * A new sharding key.
     *
     * @param level of which it is the key
     * @param name its place among the row's names
     * @param column where the answer has the new value
     */
    record NewKey(int level, int name, int column) {}

    /**
     * Statements up to their WHERE or their rows.
     *
     * @param update the user's own
     * @param read asks for all columns, and behind them for what must be true
     * @param columns those that are read and inserted
     * @param numbers among them, those that a server would count up in place of 0
     */
    record MoveTexts(
            SqlTemplate update,
            String read,
            String delete,
            String insert,
            List<LoadColumn> columns,
            List<Integer> numbers) {
        public MoveTexts {
            columns = List.copyOf(columns);
            numbers = List.copyOf(numbers);
        }
    }

    /** What becomes of a row that is there already, and so how many of them a server counts. */
    enum Duplicates {
        /** An error. */
        NONE,
        /** IGNORE: it stays. */
        IGNORED,
        /** REPLACE: it goes. */
        REPLACED,
        /** ON DUPLICATE KEY UPDATE. */
        UPDATED
    }

    /**
     * A table that is changed.
     *
     * @param head the statement up to its WHERE
     * @param types of the columns that take the values in {@code head}, in their order, as information_schema calls them
     * @param names how its rows are named
     * @param oneByOne true where the rows must be changed in their order
     */
    record Target(List<Part> head, List<String> types, RowNames names, boolean oneByOne) {
        public Target {
            head = List.copyOf(head);
            types = List.copyOf(types);
        }
    }

    /** A part of a statement that is made when rows are known. */
    sealed interface Part {
        /** The user's own words. */
        record Words(SqlTemplate words) implements Part {}

        /** The value of a column of the rows that were asked for. */
        record Value(int column) implements Part {}
    }
}

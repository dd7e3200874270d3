package io.sluice.routing.session;

import io.sluice.routing.RoutingException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What a client may ask about its last statements: LAST_INSERT_ID(), ROW_COUNT(), FOUND_ROWS() and SHOW WARNINGS (manual,
 * sections "Information Functions" and "SHOW WARNINGS"). The door tells it how each statement ended; SHOW WARNINGS itself and
 * other statements about diagnostics are not told. Mutable, confined to its session's thread.
 */
public final class Diagnostics {
    /** The servers' default of max_error_count. */
    private static final int MAX_WARNINGS = 1024;

    private long lastInsertId;
    private long insertId;
    private long rowCount = -1;
    private long foundRows;
    private int statements;
    /** The warnings are those of a statement before the last one. */
    private boolean older;

    private final List<Warning> warnings = new ArrayList<>();

    Diagnostics() {}

    /** A statement gave a result set of {@code rows} rows: ROW_COUNT() is -1 from now on. */
    public void selected(long rows) {
        selected(rows, false);
    }

    /** @param keeps true where SHOW WARNINGS tells what it told before, unless there are new ones: MariaDB's SELECTs without a table */
    public void selected(long rows, boolean keeps) {
        clear(keeps);
        rowCount = -1;
        statements++;
        foundRows = rows;
    }

    /** Is told how many rows the last result set has had so far, for as long as no other one has begun. */
    public LongConsumer found() {
        int mine = statements;
        return rows -> {
            if (mine == statements) {
                foundRows = rows;
            }
        };
    }

    /**
     * A statement ended with an OK.
     *
     * @param affected rows affected, as the OK says
     * @param insertId the OK's last insert id; 0 leaves LAST_INSERT_ID() as it is. Unsigned
     */
    public void changed(long affected, long insertId) {
        clear(false);
        rowCount = affected;
        this.insertId = insertId;
        if (insertId != 0) {
            lastInsertId = insertId;
        }
    }

    /**
     * SET, BEGIN, COMMIT and their like have ended with an OK. They touch no table, and so MariaDB keeps the warnings of the statement
     * before.
     */
    public void done(boolean mariaDb) {
        clear(mariaDb);
        rowCount = 0;
        insertId = 0;
    }

    private void clear(boolean keeps) {
        older = keeps;
        if (!keeps) {
            warnings.clear();
        }
    }

    /** MySQL has shown warnings: ROW_COUNT() is that of a result, all else stays. */
    public void shown() {
        rowCount = -1;
    }

    /** COM_STMT_PREPARE has succeeded: it counts nothing. */
    public void prepared() {
        clear(false);
    }

    /** A statement failed; the error is what SHOW WARNINGS tells. */
    public void failed(int errno, String message) {
        clear(false);
        rowCount = -1;
        warn(new Warning("Error", errno, message));
    }

    /** A statement failed here. */
    public void failed(RoutingException error) {
        failed(error.error().errno(), error.told());
    }

    /** Adds a line to the answer of SHOW WARNINGS; after {@link #selected}, {@link #changed} or {@link #failed}. */
    public void warn(Warning warning) {
        if (older) {
            clear(false);
        }
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(warning);
        }
    }

    /** LAST_INSERT_ID(), unsigned. */
    public long lastInsertId() {
        return lastInsertId;
    }

    /** The insert id of the last OK, unsigned; 0 for none. */
    public long insertId() {
        return insertId;
    }

    /** All of them as they were between two statements. Immutable. */
    public record Saved(long lastInsertId, long rowCount, long foundRows, List<Warning> warnings) {
        public Saved {
            warnings = List.copyOf(warnings);
        }
    }

    /** As they are now: the steps of one statement leave them so. */
    public Saved saved() {
        return new Saved(lastInsertId, rowCount, foundRows, warnings);
    }

    /** As they were. */
    public void restore(Saved saved) {
        statements++;
        lastInsertId = saved.lastInsertId();
        rowCount = saved.rowCount();
        foundRows = saved.foundRows();
        clear(false);
        warnings.addAll(saved.warnings());
    }

    /** SET last_insert_id = … */
    void lastInsertId(long id) {
        lastInsertId = id;
    }

    /** FOUND_ROWS() after SQL_CALC_FOUND_ROWS. */
    void foundRows(long rows) {
        foundRows = rows;
    }

    /** ROW_COUNT(). */
    public long rowCount() {
        return rowCount;
    }

    /** FOUND_ROWS(). */
    public long foundRows() {
        return foundRows;
    }

    /** The lines of SHOW WARNINGS. */
    public List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    /** Lines of SHOW WARNINGS. */
    public int warningCount() {
        return warnings.size();
    }

    /** How many lines, as SQL text. */
    String count(boolean ofErrors) {
        int lines = ofErrors ? errors().size() : warnings.size();
        return SqlText.bigint(Integer.toString(lines), false);
    }

    /** Those of {@link #warnings()} that are errors. */
    public List<Warning> errors() {
        return warnings.stream()
                .filter(warning -> warning.level().equals("Error"))
                .toList();
    }

    void reset() {
        lastInsertId = 0;
        rowCount = -1;
        foundRows = 0;
        clear(false);
    }
}

package io.sluice.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that the application reads from the shards, while those of the unsharded schema are kept for comparison at their end. */
final class TwinRows implements InvocationHandler {
    private final Recording recording;
    private final String sql;
    private final ResultSet ours;
    private final ResultSet theirs;
    private final List<String> seen = new ArrayList<>();
    private boolean ended;

    TwinRows(Recording recording, String sql, ResultSet ours, ResultSet theirs) {
        this.recording = recording;
        this.sql = sql;
        this.ours = ours;
        this.theirs = theirs;
    }

    ResultSet proxy() {
        return TwinSource.proxy(ResultSet.class, this);
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        switch (method.getName()) {
            case "next":
                boolean row = ours.next();
                if (row) {
                    seen.add(text(ours));
                } else {
                    end();
                }
                return row;
            case "close":
                end();
                ours.close();
                return null;
            case "equals":
                return args != null && self == args[0];
            case "absolute", "relative", "first", "last", "previous", "beforeFirst", "afterLast":
                ended = true; // what is read by jumps is not compared
                break;
            default:
                break;
        }
        return Calls.on(ours, method, args);
    }

    /** Reads what the application has not, and compares. */
    void end() throws SQLException {
        if (ended || ours.isClosed()) {
            return;
        }
        ended = true;
        while (ours.next()) {
            seen.add(text(ours));
        }
        List<String> same = new ArrayList<>();
        while (theirs.next()) {
            same.add(text(theirs));
        }
        theirs.close();
        recording.compareRows(sql, seen, same);
    }

    private static String text(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        int columns = row.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
            text.append(i == 1 ? "" : " | ").append(value(row.getObject(i)));
        }
        return text.toString();
    }

    private static String value(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}

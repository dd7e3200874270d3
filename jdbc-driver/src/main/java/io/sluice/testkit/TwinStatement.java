package io.sluice.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A statement that is two: what it runs is recorded, and the two answers compared. */
final class TwinStatement implements InvocationHandler {
    private final Connection connection;
    private final Recording recording;
    private final @Nullable String prepared;
    private final Statement ours;
    private final @Nullable Statement theirs;
    private final Map<Object, Bound> parameters =
            new TreeMap<>((a, b) -> String.valueOf(a).compareTo(String.valueOf(b)));
    private final List<String> batch = new ArrayList<>();
    private @Nullable TwinRows rows;
    private @Nullable ResultSet keys;
    private String lastSql = "";

    private TwinStatement(
            Connection connection,
            Recording recording,
            @Nullable String prepared,
            Statement ours,
            @Nullable Statement theirs) {
        this.connection = connection;
        this.recording = recording;
        this.prepared = prepared;
        this.ours = ours;
        this.theirs = theirs;
    }

    static Statement of(
            Class<?> type,
            Connection connection,
            Recording recording,
            @Nullable String sql,
            Statement ours,
            @Nullable Statement theirs) {
        return (Statement) TwinSource.proxy(type, new TwinStatement(connection, recording, sql, ours, theirs));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        @Nullable Object[] given = args == null ? new Object[0] : args;
        String name = method.getName();
        if (name.startsWith("execute")) {
            return run(method, given);
        }
        if (name.startsWith("set") && method.getDeclaringClass() != Statement.class && given.length >= 2) {
            bind(Bound.of(method, given));
            return null;
        }
        return switch (name) {
            case "getConnection" -> connection;
            case "equals" -> self == given[0];
            case "getResultSet" -> twin((ResultSet) Calls.on(ours, method, args), theirRows());
            case "getGeneratedKeys" -> keys == null ? Calls.on(ours, method, args) : keys;
            case "addBatch" -> batched(method, given);
            case "close" -> both(method, given, true);
            case "clearParameters" -> {
                parameters.clear();
                yield both(method, given, false);
            }
            case "clearBatch" -> {
                batch.clear();
                yield both(method, given, false);
            }
            default ->
                name.startsWith("set") || name.equals("getMoreResults")
                        ? both(method, given, name.equals("getMoreResults"))
                        : Calls.on(ours, method, args);
        };
    }

    private void bind(Bound bound) throws SQLException {
        parameters.put(
                bound.args()[0] instanceof Integer index ? "%05d".formatted(index) : String.valueOf(bound.args()[0]),
                bound);
        bound.on((PreparedStatement) ours);
        if (theirs != null) {
            bound.onPlain((PreparedStatement) theirs, recording.ids);
        }
    }

    private @Nullable Object batched(Method method, @Nullable Object[] given) throws Throwable {
        String sql = given.length == 0 ? String.valueOf(prepared) : String.valueOf(given[0]);
        batch.add(sql);
        recording.runs(sql, given.length == 0 ? List.copyOf(parameters.values()) : List.of());
        return both(method, given, false);
    }

    private @Nullable Object both(Method method, @Nullable Object[] given, boolean ends) throws Throwable {
        if (ends) {
            endRows();
        }
        Object answer = Calls.on(ours, method, given);
        if (theirs != null) {
            Calls.quietly(theirs, method, plain(given));
        }
        return answer;
    }

    /** Generated ids in a statement's text are others on the unsharded side. */
    private @Nullable Object[] plain(@Nullable Object[] given) {
        @Nullable Object[] plain = given.clone();
        if (plain.length > 0 && plain[0] instanceof String text) {
            plain[0] = recording.ids.text(text);
        }
        return plain;
    }

    private @Nullable Object run(Method method, @Nullable Object[] given) throws Throwable {
        endRows();
        keys = null;
        String sql = given.length > 0 && given[0] instanceof String text ? text : String.valueOf(prepared);
        boolean batches = method.getName().endsWith("Batch");
        if (batches) {
            sql = batch.isEmpty() ? "DO 0" : batch.get(0);
            batch.clear();
        } else {
            recording.runs(sql, List.copyOf(parameters.values()));
        }
        lastSql = sql;
        Method call = method;
        @Nullable Object[] with = given;
        if (given.length == 1 && !method.getName().equals("executeQuery") && Recording.insert(sql)) {
            call = Statement.class.getMethod(method.getName(), String.class, int.class);
            with = new Object[] {sql, Statement.RETURN_GENERATED_KEYS};
        }
        Object answer = Calls.quietly(ours, call, with);
        Object other = null;
        if (theirs != null && Recording.shared(sql)) {
            other = Calls.quietly(theirs, call, plain(with));
            judge(sql, answer, other);
        }
        if (answer instanceof SQLException failure) {
            throw failure;
        }
        return answer instanceof ResultSet mine ? twin(mine, other instanceof ResultSet same ? same : null) : answer;
    }

    private void judge(String sql, @Nullable Object answer, @Nullable Object other) throws SQLException {
        recording.compare(sql, answer, other);
        if (answer instanceof SQLException || other instanceof SQLException || theirs == null) {
            return;
        }
        if (Boolean.FALSE.equals(answer) && Boolean.FALSE.equals(other)) {
            recording.compare(sql, ours.getUpdateCount(), theirs.getUpdateCount());
        }
        if (Recording.insert(sql)) {
            keys = Keys.read(ours, theirs, recording.ids);
        }
    }

    private @Nullable ResultSet theirRows() throws SQLException {
        return theirs == null ? null : theirs.getResultSet();
    }

    private @Nullable ResultSet twin(@Nullable ResultSet mine, @Nullable ResultSet same) throws SQLException {
        if (mine == null || same == null) {
            return mine;
        }
        rows = new TwinRows(recording, lastSql, mine, same);
        return rows.proxy();
    }

    private void endRows() throws SQLException {
        if (rows != null) {
            rows.end();
            rows = null;
        }
    }
}

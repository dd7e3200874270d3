package io.sluice.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection that is two; what concerns the session is done on both, and Sluice's answer counts. */
final class TwinConnection implements InvocationHandler {
    private static final Set<String> ON_BOTH = Set.of(
            "setAutoCommit",
            "commit",
            "rollback",
            "close",
            "setReadOnly",
            "setTransactionIsolation",
            "setSavepoint",
            "releaseSavepoint",
            "abort");

    private final Connection sluice;
    private final @Nullable Connection plain;
    private final Recording recording;
    private final Map<Savepoint, Savepoint> savepoints = new HashMap<>();

    private TwinConnection(Connection sluice, @Nullable Connection plain, Recording recording) {
        this.sluice = sluice;
        this.plain = plain;
        this.recording = recording;
    }

    static Connection of(Connection sluice, @Nullable Connection plain, Recording recording) {
        return TwinSource.proxy(Connection.class, new TwinConnection(sluice, plain, recording));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        String name = method.getName();
        if (name.equals("createStatement") || name.startsWith("prepare")) {
            return statement((Connection) self, method, args);
        }
        if (name.equals("equals")) {
            return args != null && self == args[0];
        }
        Object answer = Calls.on(sluice, method, args);
        if (plain != null && ON_BOTH.contains(name)) {
            onPlain(plain, method, args, answer);
        }
        return answer;
    }

    private void onPlain(Connection other, Method method, @Nullable Object @Nullable [] args, @Nullable Object answer)
            throws Throwable {
        @Nullable Object[] theirs = args == null ? new Object[0] : args.clone();
        if (theirs.length == 1 && theirs[0] instanceof Savepoint ours) {
            theirs[0] = savepoints.get(ours);
        }
        Object made = Calls.quietly(other, method, theirs);
        if (answer instanceof Savepoint ours && made instanceof Savepoint same) {
            savepoints.put(ours, same);
        }
    }

    private Statement statement(Connection self, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        String sql = args != null && args[0] instanceof String text ? text : null;
        Method maker = method;
        @Nullable Object[] given = args == null ? new Object[0] : args;
        if (sql != null && given.length == 1 && method.getName().equals("prepareStatement") && Recording.insert(sql)) {
            // Both sides tell the ids that they generate, so that the kit knows which are the same row's.
            maker = Connection.class.getMethod("prepareStatement", String.class, int.class);
            given = new Object[] {sql, Statement.RETURN_GENERATED_KEYS};
        }
        Statement ours = (Statement) Objects.requireNonNull(Calls.on(sluice, maker, given));
        Object theirs = null;
        if (plain != null && (sql == null || Recording.shared(sql))) {
            if (sql != null) {
                given = given.clone();
                given[0] = recording.ids.text(sql);
            }
            theirs = Calls.quietly(plain, maker, given);
        }
        return TwinStatement.of(
                method.getReturnType(), self, recording, sql, ours, theirs instanceof Statement made ? made : null);
    }
}

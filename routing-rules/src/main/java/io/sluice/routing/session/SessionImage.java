package io.sluice.routing.session;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a session has set that a backend connection must have too before it runs the session's statements: session variables and
 * user variables, each with its value as SQL text. Immutable; equal by content, with the hash computed once, so that a pool can
 * look for a connection that is in the right state already.
 *
 * <p>{@link #CLEAN} is a connection as the pool opened it: the server's defaults, after {@code SET NAMES utf8mb4}, with
 * {@code autocommit = 1} and outside of a transaction. Autocommit, the schema and the transaction are never part of an image.
 */
public final class SessionImage {
    /** A connection as the pool opened it. */
    public static final SessionImage CLEAN = new SessionImage(new TreeMap<>());

    /** The one of MySQL and of newer MariaDB, and that of older MariaDB. */
    private static final List<String> READ_ONLY = List.of("transaction_read_only", "tx_read_only");

    /** Variable name in lower case, or {@code @name} of a user variable, to SQL text. */
    private final Map<String, String> values;

    private final int hash;

    private SessionImage(TreeMap<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
        this.hash = values.hashCode();
    }

    /** This image with one more value; null takes the variable back to its default (a user variable to NULL). */
    SessionImage with(String name, @Nullable String sql) {
        TreeMap<String, String> changed = new TreeMap<>(values);
        if (sql == null) {
            changed.remove(name);
        } else {
            changed.put(name, sql);
        }
        return changed.isEmpty() ? CLEAN : new SessionImage(changed);
    }

    /** The SQL text of a variable's value ({@code @name} for a user variable), null where it is at its default. */
    public @Nullable String value(String name) {
        return values.get(name);
    }

    /** Whether it is, by SET SESSION TRANSACTION READ ONLY. */
    boolean readOnly() {
        for (String variable : READ_ONLY) {
            String value = values.isEmpty() ? null : values.get(variable);
            if (value != null && !value.equals("0") && !value.equalsIgnoreCase("off") && !value.equals("'OFF'")) {
                return true;
            }
        }
        return false;
    }

    /** What makes a connection read only again that is so in this state; null where it is not. */
    public @Nullable String readOnlyAgain() {
        for (String variable : READ_ONLY) {
            if (values.containsKey(variable)) {
                return "SET SESSION " + variable + "=" + values.get(variable);
            }
        }
        return null;
    }

    /** True where nothing is set. */
    public boolean isClean() {
        return values.isEmpty();
    }

    /**
     * The one statement that brings a connection from the state {@code now} to this one: {@code SET sql_mode='ANSI', @`x`=7}.
     * Null where there is nothing to do.
     *
     * @param now the image last brought to that connection; {@link #CLEAN} for a new one or after COM_RESET_CONNECTION and
     *     SET NAMES utf8mb4
     */
    public @Nullable String statementFrom(SessionImage now) {
        if (equals(now)) {
            return null;
        }
        StringBuilder sql = new StringBuilder("SET ");
        // Back to defaults first: collation_connection and character_set_connection set each other.
        for (String name : now.values.keySet()) {
            if (!values.containsKey(name)) {
                append(sql, name, Charsets.initial(name));
            }
        }
        for (Map.Entry<String, String> entry : values.entrySet()) {
            if (!entry.getValue().equals(now.values.get(entry.getKey()))) {
                append(sql, entry.getKey(), entry.getValue());
            }
        }
        return sql.toString();
    }

    private static void append(StringBuilder sql, String name, String value) {
        sql.append(sql.length() == "SET ".length() ? "" : ", ");
        if (name.startsWith("@")) {
            sql.append("@`").append(name.substring(1).replace("`", "``")).append('`');
        } else {
            sql.append(name);
        }
        sql.append('=').append(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SessionImage image && hash == image.hash && values.equals(image.values));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}

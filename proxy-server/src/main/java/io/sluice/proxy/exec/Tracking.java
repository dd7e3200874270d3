package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.SessionChange;
import io.sluice.routing.session.Session;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement.SetVariables;
import io.sluice.sql.Statement.VariableAssignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What OK packets tell a client of its session (the {@code session_track_…} variables), as servers tell it: a variable that was set,
 * though to the value that it had. Known are the schema, the variables that servers track by default, and that something was set at all.
 * Source: MySQL manual, "Server Tracking of Client Session State". Confined to the client's event loop.
 */
public final class Tracking {
    private static final String CLIENT = "character_set_client";
    private static final String CONNECTION = "character_set_connection";
    private static final String RESULTS = "character_set_results";
    private static final String AUTOCOMMIT = "autocommit";
    private static final String TIME_ZONE = "time_zone";
    private static final Set<String> KNOWN = Set.of(CLIENT, CONNECTION, RESULTS, AUTOCOMMIT, TIME_ZONE);

    private boolean schema = true;
    private boolean anything;
    private Set<String> variables = KNOWN;

    /** The session is a new one. */
    public void reset() {
        schema = true;
        anything = false;
        variables = KNOWN;
    }

    /** Behind USE. */
    public List<SessionChange> used(Session session) {
        List<SessionChange> changes = new ArrayList<>(2);
        String name = session.schema();
        if (schema && name != null) {
            changes.add(new SessionChange.Schema(name));
        }
        return withState(changes);
    }

    /** Behind SET, when the session remembers it. */
    List<SessionChange> set(SetVariables statement, Function<Operand, SqlValue> values, Session session) {
        TreeMap<String, String> set = new TreeMap<>();
        boolean before = anything;
        for (VariableAssignment each : statement.assignments()) {
            switch (each.kind()) {
                case NAMES, CHARSET -> List.of(CLIENT, CONNECTION, RESULTS).forEach(name -> tell(name, session, set));
                case SESSION -> {
                    String name = each.name().toLowerCase(Locale.ROOT);
                    wish(name, values.apply(each.value()));
                    tell(name, session, set);
                }
                default -> {
                    // nothing that is known here
                }
            }
        }
        List<SessionChange> changes = new ArrayList<>(set.size() + 1);
        set.forEach((name, value) -> changes.add(new SessionChange.Variable(name, value)));
        // MySQL does not tell of the SET that asks to be told, MariaDB does.
        return before || session.dialect().mariaDb() ? withState(changes) : changes;
    }

    private List<SessionChange> withState(List<SessionChange> changes) {
        if (anything) {
            changes.add(new SessionChange.State(true));
        }
        return changes;
    }

    private void tell(String name, Session session, TreeMap<String, String> set) {
        if (!variables.contains(name)) {
            return;
        }
        String value = name.equals(AUTOCOMMIT)
                ? (session.autocommit() ? "ON" : "OFF")
                : plain(session.image().value(name));
        set.put(name, value != null ? value : name.equals(TIME_ZONE) ? "SYSTEM" : "utf8mb4");
    }

    /** The image's SQL text as a value; NULL, which results may be, is told as an empty text. */
    private static @Nullable String plain(@Nullable String sql) {
        if (sql == null) {
            return null;
        }
        if (sql.equalsIgnoreCase("NULL")) {
            return "";
        }
        boolean quoted = sql.length() >= 2 && sql.startsWith("'") && sql.endsWith("'");
        return quoted ? sql.substring(1, sql.length() - 1).replace("''", "'") : sql;
    }

    // ---- what the client wishes to be told

    private void wish(String name, SqlValue by) {
        switch (name) {
            case "session_track_schema" -> schema = flag(by, true);
            case "session_track_state_change" -> anything = flag(by, false);
            case "session_track_system_variables" -> variables = names(by);
            default -> {
                // transactions and GTIDs are not told
            }
        }
    }

    private static boolean flag(SqlValue by, boolean initially) {
        String word = word(by);
        return word.equals("default") ? initially : word.equals("on") || word.equals("1") || word.equals("true");
    }

    private static Set<String> names(SqlValue by) {
        String list = word(by);
        if (list.equals("default") || list.equals("*")) {
            return KNOWN;
        }
        Set<String> names = new TreeSet<>();
        for (String name : list.split(",")) {
            names.add(name.strip());
        }
        names.retainAll(KNOWN);
        return names;
    }

    private static String word(SqlValue by) {
        if (by instanceof SqlValue.Text text) {
            return text.value().toLowerCase(Locale.ROOT).strip();
        }
        if (by instanceof SqlValue.Whole whole) {
            return whole.value().toString();
        }
        return "default";
    }
}

package io.sluice.routing;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.ComputedRow;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import io.sluice.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result set of a statement that is answered here: SHOW WARNINGS, SHOW SLUICE …. Texts are UTF-8. Immutable.
 *
 * @param columns its columns
 * @param rows its rows, one value for each column
 */
public record LocalAnswer(List<Heading> columns, List<ComputedRow> rows) {
    private static final int UTF8MB4_GENERAL_CI = 45;
    private static final int LONGLONG = 8;
    private static final int LONG = 3;
    private static final int VAR_STRING = 253;

    /** The columns of SHOW PROCESSLIST. */
    public static final List<Heading> PROCESSES = List.of(
            Heading.number("Id", LONGLONG, false, 20),
            Heading.text("User", 80),
            Heading.text("Host", 255),
            Heading.text("db", 64),
            Heading.text("Command", 16),
            Heading.number("Time", LONG, false, 7),
            Heading.text("State", 64),
            Heading.text("Info", 4096));

    public LocalAnswer {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A column of the answer.
     *
     * @param name as the client sees it
     * @param meta its type
     * @param length most bytes (of text) or digits
     */
    public record Heading(String name, ColumnMeta meta, int length) {
        /** A text column of at most {@code characters} characters. */
        public static Heading text(String name, int characters) {
            return new Heading(name, new ColumnMeta(VAR_STRING, false, UTF8MB4_GENERAL_CI, 31, 0), 4 * characters);
        }

        /** A whole number that may be negative. */
        public static Heading number(String name) {
            return number(name, LONGLONG, false, 20);
        }

        /** A number; {@code type} is LONG or LONGLONG. */
        static Heading number(String name, int type, boolean unsigned, int digits) {
            int flags = 0x80 | (unsigned ? 0x20 : 0);
            return new Heading(name, new ColumnMeta(type, unsigned, 63, 0, flags), digits);
        }
    }

    /**
     * The answer to {@code statement}: SHOW WARNINGS, ERRORS, COUNT(*) of them, SHOW SLUICE SHARDS, SHOW SLUICE TABLES, SHOW TABLES. (EXPLAIN
     * ROUTE is {@link #lines} of what PlanPrinter says; KILL is the door's.)
     *
     * @param health what is known of the servers
     * @throws RoutingException NOT_UNDERSTOOD for other statements
     */
    public static LocalAnswer of(Statement statement, Session session, Health health) {
        String what = statement instanceof Statement.Show show ? show.what() : "";
        return switch (what) {
            case "WARNINGS" -> warnings(session.diagnostics().warnings(), (Statement.Show) statement);
            case "ERRORS" -> warnings(session.diagnostics().errors(), (Statement.Show) statement);
            case "COUNT WARNINGS" ->
                count("@@session.warning_count", session.diagnostics().warningCount());
            case "COUNT ERRORS" ->
                count("@@session.error_count", session.diagnostics().errors().size());
            case "PROCESSLIST" -> new LocalAnswer(PROCESSES, List.of(process(session)));
            case "SLUICE SHARDS" -> shards(session.cluster(), health);
            case "SLUICE TABLES" -> tables(session.cluster());
            case "TABLES" ->
                lines(
                        "Tables_in_" + session.cluster().name(),
                        LogicalTables.of(session.cluster()).toList());
            default ->
                throw RoutingError.NOT_UNDERSTOOD.with(
                        what.isEmpty() ? "this statement" : "SHOW " + what,
                        "known are SHOW SLUICE SHARDS and SHOW SLUICE TABLES");
        };
    }

    /** A session alone: a driver knows of no other. */
    private static ComputedRow process(Session session) {
        return row(
                session.connectionId(),
                session.user(),
                "localhost",
                session.schema(),
                "Query",
                0L,
                "",
                "SHOW PROCESSLIST");
    }

    /** One text column, one row for each line. */
    public static LocalAnswer lines(String heading, List<String> lines) {
        return new LocalAnswer(
                List.of(Heading.text(heading, 1024)),
                lines.stream().map(line -> row(line)).toList());
    }

    private static LocalAnswer warnings(List<Warning> warnings, Statement.Show show) {
        return new LocalAnswer(
                List.of(Heading.text("Level", 7), Heading.number("Code", LONG, true, 4), Heading.text("Message", 512)),
                warnings.stream()
                        .skip(show.skipped())
                        .limit(show.shown())
                        .map(warning -> row(warning.level(), (long) warning.code(), warning.message()))
                        .toList());
    }

    private static LocalAnswer count(String name, long count) {
        return new LocalAnswer(List.of(Heading.number(name, LONGLONG, true, 20)), List.of(row(count)));
    }

    private static LocalAnswer shards(Cluster cluster, Health health) {
        List<ComputedRow> rows = new ArrayList<>();
        for (Shard shard : cluster.shards().values()) {
            for (ServerAddress address : shard.servers()) {
                rows.add(server(shard, address, health.servers().get(address)));
            }
        }
        return new LocalAnswer(
                List.of(
                        Heading.text("Shard", 64),
                        Heading.text("Server", 255),
                        Heading.text("Role", 10),
                        Heading.text("Serving", 3),
                        Heading.number("Lag_seconds", LONGLONG, false, 20),
                        Heading.text("Why", 512)),
                rows);
    }

    private static ComputedRow server(Shard shard, ServerAddress address, Health.@Nullable State state) {
        if (state == null) {
            return row(shard.name(), address.toString(), "unknown", "no", null, "was not asked yet");
        }
        String role = state.role().name().toLowerCase(java.util.Locale.ROOT);
        Long lag = state.lagSeconds() < 0 ? null : (Long) state.lagSeconds();
        return row(shard.name(), address.toString(), role, state.serving() ? "yes" : "no", lag, state.why());
    }

    private static LocalAnswer tables(Cluster cluster) {
        List<ComputedRow> rows = cluster.rules().tables().values().stream()
                .sorted(java.util.Comparator.comparing(TableRule::table))
                .map(rule -> table(rule, cluster.shards().keySet()))
                .toList();
        return new LocalAnswer(
                List.of(
                        Heading.text("Table", 64),
                        Heading.text("Kind", 10),
                        Heading.text("Key", 255),
                        Heading.text("Rule", 512),
                        Heading.text("Places", 1024)),
                rows);
    }

    private static ComputedRow table(TableRule rule, Collection<String> shards) {
        if (rule instanceof TableRule.Sharded sharded) {
            String keys = sharded.levels().stream().map(TableRule.Level::column).collect(Collectors.joining(", "));
            String words = sharded.levels().stream().map(TableRule.Level::words).collect(Collectors.joining("; "));
            String slots = sharded.slots().stream().map(Object::toString).collect(Collectors.joining(", "));
            return row(rule.table(), "sharded", keys, words, slots);
        }
        if (rule instanceof TableRule.Single single) {
            return row(rule.table(), "single", null, null, single.shard());
        }
        return row(rule.table(), "broadcast", null, null, String.join(", ", shards));
    }

    /** A row of texts, whole numbers ({@link Long}) and nulls. */
    public static ComputedRow row(@Nullable Object... values) {
        @Nullable Object[] row = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            row[i] = values[i] instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : values[i];
        }
        return new ComputedRow(row);
    }
}

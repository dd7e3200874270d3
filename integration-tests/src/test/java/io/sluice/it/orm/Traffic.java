package io.sluice.it.orm;

import io.sluice.it.orm.Recorder.Setting;
import io.sluice.sql.Dialect;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Sluice made of a sample's statements: for each distinct text how it travels. */
record Traffic(List<Said> said) {
    /**
     * A text.
     *
     * @param way what EXPLAIN ROUTE begins with: {@code one, replica}, {@code many, primary …}, {@code error ROUTE-…}
     * @param notUnderstood why the parser does not understand it, or empty
     */
    record Said(String sql, String way, String notUnderstood) {
        @Override
        public String toString() {
            return way + (notUnderstood.isEmpty() ? "" : " NOT UNDERSTOOD: " + notUnderstood) + "\n    "
                    + sql.strip().replaceAll("\\s+", " ");
        }
    }

    static Traffic of(Map<String, List<Setting>> texts, Connection sluice, boolean mariaDb)
            throws ReflectiveOperationException {
        List<Said> said = new ArrayList<>();
        for (Map.Entry<String, List<Setting>> each : texts.entrySet()) {
            said.add(new Said(
                    each.getKey(), way(each.getKey(), each.getValue(), sluice), unread(each.getKey(), mariaDb)));
        }
        return new Traffic(said);
    }

    private static String unread(String sql, boolean mariaDb) {
        Statement read = SqlParser.parse(Fingerprint.of(sql, mariaDb ? Dialect.MARIADB : Dialect.MYSQL));
        return read instanceof Statement.NotUnderstood not ? not.reason() + " at " + not.position() : "";
    }

    /** Explained after the run, with the parameters that came last. */
    private static String way(String sql, List<Setting> settings, Connection sluice)
            throws ReflectiveOperationException {
        try (PreparedStatement explain = sluice.prepareStatement("EXPLAIN ROUTE " + sql)) {
            for (Setting each : settings) {
                each.on(explain);
            }
            try (ResultSet rows = explain.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            return "error " + e.getMessage();
        }
    }

    List<String> notUnderstood() {
        return said.stream()
                .filter(each -> !each.notUnderstood().isEmpty())
                .map(Said::toString)
                .toList();
    }

    /** {@code 61 statements: 40 one, 20 many, 1 refused}. */
    String summary() {
        long refused = beginning("error");
        return "%d distinct statements: %d to one shard, %d to many, %d refused, %d otherwise, %d not understood"
                .formatted(
                        said.size(),
                        beginning("one"),
                        beginning("many"),
                        refused,
                        said.size() - refused - beginning("one") - beginning("many"),
                        notUnderstood().size());
    }

    private long beginning(String word) {
        return said.stream().filter(each -> each.way().startsWith(word)).count();
    }

    String text() {
        return String.join("\n", said.stream().map(Said::toString).toList()) + "\n";
    }
}

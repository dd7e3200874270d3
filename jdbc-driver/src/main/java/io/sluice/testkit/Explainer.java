package io.sluice.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Asks Sluice how a statement travels: on a connection of its own, so that no session notices. */
final class Explainer {
    private static final String KEYLESS = "ROUTE-2111";
    private static final Pattern WRITE = Pattern.compile("(?is)\\s*(?:/\\*.*?\\*/\\s*)*(UPDATE|DELETE)\\b.*");
    private static final Pattern UNSUPPORTED = Pattern.compile("(error )?ROUTE-2\\d{3}.*", Pattern.DOTALL);

    private final DataSource sluice;

    Explainer(DataSource sluice) {
        this.sluice = sluice;
    }

    /** What EXPLAIN ROUTE begins with, and what is to be said about it. */
    record Way(String route, Set<Finding> findings) {}

    Way way(String sql, List<Bound> parameters) {
        String route = ask(sql, parameters);
        Set<Finding> findings = EnumSet.noneOf(Finding.class);
        if (UNSUPPORTED.matcher(route).matches()) {
            findings.add(Finding.REFUSED);
        } else if (!sql.contains("sluice:")
                && ask("/* sluice: scatter=forbid */ " + sql, parameters).contains(KEYLESS)) {
            findings.add(WRITE.matcher(sql).matches() ? Finding.KEYLESS_WRITE : Finding.SCATTER);
        }
        return new Way(route, findings);
    }

    /** The first line, or the error's text. */
    private String ask(String sql, List<Bound> parameters) {
        try (Connection connection = sluice.getConnection();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN ROUTE " + sql)) {
            for (Bound each : parameters) {
                each.on(explain);
            }
            try (ResultSet rows = explain.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

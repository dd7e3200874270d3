package io.sluice.jdbc.exec;

import io.sluice.routing.causality.Scope;
import io.sluice.routing.cluster.Reads;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Connector/J's connection properties that are the driver's own affair: what they say of an application's statement would be wrong
 * for the shards' statements behind it. All others go to the shards' connections as they are.
 *
 * @param maxRows rows that a statement gives at most unless it says otherwise, 0 for all
 * @param fetchSize of statements that say nothing
 * @param cursors useCursorFetch: a statement with a fetch size streams
 * @param multiQueries allowMultiQueries: several statements in one text
 * @param escapes enableEscapeProcessing
 * @param preparedEscapes processEscapeCodesForPrepStmts
 * @param nanAndInf allowNanAndInf
 * @param schemas databaseTerm=SCHEMA
 * @param socketTimeout milliseconds, 0 for none
 * @param batchesGoOn continueBatchOnError: behind a row that fails, too
 * @param reads sluiceReads: which servers plain reads go to, as {@code SET sluice_reads}; null for what the cluster file says
 * @param causality sluiceCausality: which writes reads must not miss; null for what the cluster file says
 */
public record DriverOptions(
        int maxRows,
        int fetchSize,
        boolean cursors,
        boolean multiQueries,
        boolean escapes,
        boolean preparedEscapes,
        boolean nanAndInf,
        boolean schemas,
        int socketTimeout,
        boolean batchesGoOn,
        Reads.@Nullable Mode reads,
        @Nullable Scope causality) {
    /** What a shard's connection must not have. */
    private static final Set<String> OWN = Set.of(
            "maxrows",
            "defaultfetchsize",
            "usecursorfetch",
            "allowmultiqueries",
            "enableescapeprocessing",
            "processescapecodesforprepstmts",
            "sluicereads",
            "sluicecausality",
            // A connection that Connector/J makes anew by itself has lost what the session had set on it; pools renew
            // theirs.
            "autoreconnect",
            "autoreconnectforpools");

    /** True for a property that is not handed to the shards' connections. */
    static boolean own(String name) {
        return OWN.contains(name.toLowerCase(Locale.ROOT));
    }

    /** @throws SQLException where a number is none */
    static DriverOptions of(Properties properties) throws SQLException {
        Map<String, String> by = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        properties.stringPropertyNames().forEach(name -> by.put(name, properties.getProperty(name)));
        return new DriverOptions(
                Math.max(0, number(by, "maxRows")),
                number(by, "defaultFetchSize"),
                flag(by, "useCursorFetch", false),
                flag(by, "allowMultiQueries", false),
                flag(by, "enableEscapeProcessing", true),
                flag(by, "processEscapeCodesForPrepStmts", true),
                flag(by, "allowNanAndInf", false),
                by.getOrDefault("databaseTerm", "").equalsIgnoreCase("SCHEMA"),
                number(by, "socketTimeout"),
                flag(by, "continueBatchOnError", true),
                reads(by.get("sluiceReads")),
                causality(by.get("sluiceCausality")));
    }

    private static @Nullable Scope causality(@Nullable String word) throws SQLException {
        Scope scope = word == null ? null : Scope.of(word);
        if (word != null && scope == null) {
            throw new SQLException("The connection property 'sluiceCausality' is key, session, strict or off", "01S00");
        }
        return scope;
    }

    private static Reads.@Nullable Mode reads(@Nullable String word) throws SQLException {
        Reads.Mode mode = word == null ? null : Reads.Mode.of(word.strip());
        if (word != null && mode == null) {
            throw new SQLException(
                    "The connection property 'sluiceReads' is primary, replica or prefer-replica", "01S00");
        }
        return mode;
    }

    private static boolean flag(Map<String, String> by, String name, boolean otherwise) {
        String value = by.getOrDefault(name, String.valueOf(otherwise));
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes");
    }

    private static int number(Map<String, String> by, String name) throws SQLException {
        try {
            return Integer.parseInt(by.getOrDefault(name, "0").strip());
        } catch (NumberFormatException e) {
            throw new SQLException("The connection property '" + name + "' only accepts integer values", "01S00", e);
        }
    }
}

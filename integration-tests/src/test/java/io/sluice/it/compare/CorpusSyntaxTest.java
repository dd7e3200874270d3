package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Flavour;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every statement of sql-parser's corpus is one to the server whose dialect it claims, and what the parser refuses there the
 * server refuses too: so the corpus is MySQL's language and not ours.
 */
@WithServers
class CorpusSyntaxTest {
    /** What these servers do not read, being older or no Sluice; and what they read and Sluice does not. */
    private static final List<String> OTHERWISE = List.of("newer.txt", "ours.txt", "refused-known.txt");

    private static final int SYNTAX = 1064;

    @Test
    void theServerTakesForAStatementWhatTheParserDoes(TestServers servers) throws SQLException {
        boolean mariaDb = servers.flavour() == Flavour.MARIADB;
        List<CorpusFile.Entry> statements = CorpusFile.all().stream()
                .filter(e -> e.mariaDb() == mariaDb)
                .filter(e -> !e.dialect().contains("folds_names")) // no sql_mode, and these servers do not
                .filter(e -> OTHERWISE.stream().noneMatch(e.where()::startsWith))
                .toList();
        assertTrue(statements.size() > 100, "only " + statements.size() + " statements");
        List<String> otherwise = new ArrayList<>();
        try (Connection connection = servers.plain().connect(servers.schema());
                Statement statement = connection.createStatement()) {
            for (CorpusFile.Entry query : statements) {
                int error = prepare(statement, query);
                // A refusal may be for what the tables are, which are not there.
                boolean taken = query.refused() ? error == 0 : error != SYNTAX;
                if (taken == query.refused()) {
                    otherwise.add(query.where() + " (" + error + "): " + query.sql());
                }
            }
        }
        assertEquals(List.of(), otherwise);
    }

    /** The error's number, 0 for none. No table exists, so nothing but the syntax is looked at before that is said. */
    private static int prepare(Statement statement, CorpusFile.Entry query) throws SQLException {
        byte[] text = query.sql().getBytes(StandardCharsets.UTF_8);
        statement.execute("SET @query = CONVERT(0x" + HexFormat.of().formatHex(text) + " USING utf8mb4), sql_mode = '"
                + query.mode() + "'");
        try {
            statement.execute("PREPARE corpus FROM @query");
            statement.execute("DEALLOCATE PREPARE corpus");
            return 0;
        } catch (SQLException e) {
            return e.getErrorCode();
        }
    }
}

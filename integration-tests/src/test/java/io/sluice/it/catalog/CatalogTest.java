package io.sluice.it.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** SHOW and information_schema show the logical tables, each once, as one server that has them does. */
@WithServers
class CatalogTest {
    @Test
    void whereOneShardHasABitOfEveryTable(TestServers servers) throws Exception {
        compare(servers, CatalogWorld.RULES, CatalogWorld.TABLES);
    }

    @Test
    void whereSeveralShardsMustTell(TestServers servers) throws Exception {
        List<String> tables = new ArrayList<>(CatalogWorld.TABLES);
        tables.add("CREATE TABLE stock (id INT NOT NULL PRIMARY KEY, n INT, KEY by_n (n))");
        compare(servers, CatalogWorld.RULES + "single 'stock', on: 's1'\n", tables);
    }

    private static void compare(TestServers servers, String rules, List<String> tables) throws Exception {
        List<String> differences = new ArrayList<>();
        try (CatalogWorld world = CatalogWorld.open(servers, rules)) {
            world.both(tables);
            try (Connection plain = world.plain();
                    Connection text = world.proxied("");
                    Connection prepared = world.proxied("&useServerPrepStmts=true");
                    SluiceDataSource driver = world.driver();
                    Connection driven = driver.getConnection()) {
                for (String question : questions(servers)) {
                    String truth = answer(plain, question, false, world.schema());
                    check(question, truth, answer(text, question, false, world.schema()), "text", differences);
                    check(question, truth, answer(prepared, question, true, world.schema()), "prepared", differences);
                    check(question, truth, answer(driven, question, false, world.schema()), "driver", differences);
                }
            }
        }
        assertTrue(differences.isEmpty(), () -> differences.size() + " differ\n" + String.join("\n", differences));
    }

    private static void check(String question, String truth, String answer, String door, List<String> differences) {
        if (!spelled(truth).equals(spelled(answer))) {
            differences.add(door + ": " + question + "\n  plain:  " + truth.replace("\n", "\n          ")
                    + "\n  sluice: " + answer.replace("\n", "\n          "));
        }
    }

    /** MySQL calls a column of information_schema as that does; where it is gathered, as the statement does. */
    private static String spelled(String answer) {
        int line = answer.indexOf('\n') < 0 ? answer.length() : answer.indexOf('\n');
        return answer.substring(0, line).toLowerCase(Locale.ROOT) + answer.substring(line);
    }

    private static List<String> questions(TestServers servers) throws IOException {
        String flavour = servers.flavour().name().toLowerCase(Locale.ROOT);
        List<String> questions = new ArrayList<>();
        try (InputStream in = CatalogTest.class.getResourceAsStream("/catalog/questions.sql")) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^#.*\n", "");
            for (String each : script.split(";\\s*\n")) {
                String only = each.strip().replaceFirst("(?s)^@(\\w+)\\s.*", "$1");
                if (!each.isBlank() && (!each.strip().startsWith("@") || only.equals(flavour))) {
                    questions.add(each.strip().replaceFirst("^@\\w+\\s+", ""));
                }
            }
        }
        return questions;
    }

    private static String answer(Connection connection, String question, boolean prepared, String schema) {
        String sql = question.replace("{schema}", schema);
        try {
            if (prepared) {
                try (PreparedStatement statement = connection.prepareStatement(sql);
                        ResultSet set = statement.executeQuery()) {
                    return rows(set);
                }
            }
            try (Statement statement = connection.createStatement();
                    ResultSet set = statement.executeQuery(sql)) {
                return rows(set);
            }
        } catch (SQLException e) {
            return "error " + e.getErrorCode() + ": " + e.getMessage();
        }
    }

    private static String rows(ResultSet set) throws SQLException {
        StringBuilder out = new StringBuilder();
        int columns = set.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
            out.append(i > 1 ? " | " : "").append(set.getMetaData().getColumnLabel(i));
        }
        while (set.next()) {
            out.append('\n');
            for (int i = 1; i <= columns; i++) {
                out.append(i > 1 ? " | " : "").append(set.getString(i));
            }
        }
        return out.toString();
    }

    @Test
    void aHintShowsWhatOneShardHas(TestServers servers) throws Exception {
        try (CatalogWorld world = CatalogWorld.open(servers, CatalogWorld.RULES)) {
            world.both(CatalogWorld.TABLES);
            try (Connection connection = world.proxied("")) {
                String physical = world.schema() + "_p1";
                assertEquals(
                        "TABLE_NAME\norders_0\norders_1",
                        answer(
                                connection,
                                "/* sluice: shard=s1 */ SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '"
                                        + physical + "' AND TABLE_NAME LIKE 'ord%' ORDER BY 1",
                                false,
                                world.schema()));
            }
        }
    }
}

package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Database metadata shows the tables that clients see: those of a plain server. */
@WithServers
class TableFactsTest {
    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers).with("\nCREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, n INT NOT NULL);\n");
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @Test
    void allTables() throws Exception {
        twin.same((connection, transcript) -> {
            DatabaseMetaData facts = connection.getMetaData();
            String catalog = connection.getCatalog();
            transcript.rows("tables", facts.getTables(catalog, null, "%", new String[] {"TABLE"}));
            transcript.rows("columns", facts.getColumns(catalog, null, "%", "%"));
            transcript.rows("some", facts.getTables(catalog, null, "o%s", null));
        });
    }

    @Test
    void oneTable() throws Exception {
        for (String table : new String[] {"orders", "countries", "audit_log", "kinds", "nothing"}) {
            twin.same((connection, transcript) -> {
                DatabaseMetaData facts = connection.getMetaData();
                String catalog = connection.getCatalog();
                transcript.rows("table", facts.getTables(catalog, null, table, null));
                transcript.rows("columns", facts.getColumns(catalog, null, table, null));
                transcript.rows("key", facts.getPrimaryKeys(catalog, null, table));
                transcript.rows("identifier", facts.getBestRowIdentifier(catalog, null, table, 0, true));
                transcript.rows("foreign keys", facts.getImportedKeys(catalog, null, table));
            });
        }
    }

    @Test
    void foreignKeys() throws Exception {
        twin.both(
                """
                CREATE TABLE parents (id INT NOT NULL PRIMARY KEY);
                CREATE TABLE children (id INT NOT NULL PRIMARY KEY, parent INT, CONSTRAINT fk FOREIGN KEY (parent) REFERENCES parents (id));
                """);
        twin.same((connection, transcript) -> {
            DatabaseMetaData facts = connection.getMetaData();
            String catalog = connection.getCatalog();
            transcript.rows("imported", facts.getImportedKeys(catalog, null, "children"));
            transcript.rows("exported", facts.getExportedKeys(catalog, null, "parents"));
            transcript.rows("both", facts.getCrossReference(catalog, null, "parents", catalog, null, "children"));
            transcript.rows("none", facts.getCrossReference(catalog, null, "children", catalog, null, "parents"));
        });
    }

    /** A cluster whose schema has another name than the shards'. */
    @Test
    void databasesHaveTheNameThatClientsUse(TestServers servers, @TempDir Path folder) throws Exception {
        ClusterFolder cluster = ClusterFolder.write(folder, servers, Twin.RULES);
        try (SluiceDataSource source = new SluiceDataSource(cluster.sluiceUrl() + "?sslMode=DISABLED");
                Connection connection = source.getConnection()) {
            DatabaseMetaData facts = connection.getMetaData();
            List<String> catalogs = first(facts.getCatalogs());
            assertTrue(catalogs.contains(cluster.schema()), catalogs.toString());
            assertFalse(catalogs.contains(servers.schema()), catalogs.toString());
            assertEquals(List.of(cluster.schema()), first(facts.getTables(cluster.schema(), null, "orders", null)));
            assertEquals(List.of(cluster.schema()), first(facts.getPrimaryKeys(cluster.schema(), null, "orders")));
            assertEquals(List.of(), first(facts.getTables(servers.schema(), null, "nothing", null)));
        }
    }

    private static List<String> first(ResultSet rows) throws SQLException {
        List<String> all = new ArrayList<>();
        while (rows.next()) {
            all.add(rows.getString(1));
        }
        return all;
    }
}

package io.sluice.it.jdbc;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.DatabaseMetaData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
}

package io.sluice.it.memory;

import io.sluice.it.servers.TestServers;
import java.util.List;

/**
 * {@code many}: {@link #ROWS} rows of some 200 bytes with ids from 0, sharded over 2 shards with 2 tables each; {@code lone}:
 * on s0 alone, of 1,000 rows, so that it joined with itself gives a million. On the primaries only: replicas would double the
 * time it takes.
 */
final class LongTables {
    static final long ROWS = Long.getLong("sluice.memory.rows", 1_000_000) / 4 * 4;
    static final long LONE = 1_000;
    static final int PAD = 180;

    static final String RULES =
            """
            table('many') {
                key 'id'
                shards 's0', 's1'
                tables 'many_0', 'many_1'
                modulo()
            }
            single 'lone', on: 's0'
            """;

    static final String MERGED = "SELECT id, pad FROM many ORDER BY id";
    static final String ONE_SHARD = "SELECT a.id * " + LONE + " + b.id, a.pad FROM lone a JOIN lone b";

    private static final String TEN = "INSERT INTO ten VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)";
    private static final String COUNTED =
            "SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n + 100000 * f.n AS i"
                    + " FROM ten a, ten b, ten c, ten d, ten e, ten f";

    private LongTables() {}

    static void make(TestServers servers) {
        List.of(0, 1).parallelStream().forEach(shard -> make(servers, shard));
    }

    private static void make(TestServers servers, int shard) {
        StringBuilder sql = new StringBuilder("SET SESSION sql_log_bin = 0; CREATE TABLE ten (n INT NOT NULL); " + TEN);
        for (int table = 0; table < 2; table++) {
            int slot = shard * 2 + table;
            String name = "many_" + table;
            sql.append("; CREATE TABLE " + name + " (id BIGINT NOT NULL PRIMARY KEY, pad VARCHAR(200))");
            sql.append("; INSERT INTO " + name + " SELECT i * 4 + " + slot + ", REPEAT('x', " + PAD + ") FROM ("
                    + COUNTED + ") x WHERE i < " + ROWS / 4 + " ORDER BY i");
        }
        sql.append(
                "; CREATE TABLE lone (id BIGINT NOT NULL PRIMARY KEY, pad VARCHAR(200)); INSERT INTO lone SELECT i, REPEAT('x', "
                        + PAD + ") FROM (" + COUNTED + ") x WHERE i < " + LONE);
        servers.shard(shard).primary().run(servers.schema(), sql.toString());
    }
}

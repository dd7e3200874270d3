package io.sluice.testkit;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.sluice.jdbc.SluiceBuilder;
import io.sluice.jdbc.SluiceDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The sharded database of a test class, and the unsharded schema beside it. {@link ShardingTest} opens one; other frameworks may
 * do so themselves. Its connections are for one thread each, as any.
 */
public final class ShardingKit implements AutoCloseable {
    private final KitSettings settings;
    private final List<String> schemas = new ArrayList<>();
    private final SluiceDataSource sluice;
    private final @Nullable DataSource plain;
    private final Journal journal = new Journal();
    private final DataSource twin;

    private ShardingKit(KitSettings settings) throws SQLException {
        this.settings = settings;
        String name =
                "sluice_kit_" + UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT);
        schemas.add(name);
        SluiceBuilder builder = SluiceDataSource.builder()
                // INVARIANT: clients see the unsharded schema's name, so that no answer differs by it.
                .schema(name)
                .login(settings.user(), settings.password())
                .rules(settings.rules())
                .setting("probe.interval", "250ms");
        for (String shard : settings.shards()) {
            schemas.add(name + "_" + shard);
            builder.shardIn(name + "_" + shard, shard, settings.server());
        }
        sluice = builder.property("allowMultiQueries", "true").build();
        plain = settings.compare() ? direct(name) : null;
        twin = TwinSource.of(sluice, plain, journal);
    }

    /** Makes the schemas, runs the script on both sides, and is ready. */
    public static ShardingKit open(KitSettings settings) throws SQLException {
        ShardingKit kit = new ShardingKit(settings);
        try {
            kit.administer("CREATE DATABASE ");
            kit.script();
            return kit;
        } catch (SQLException | RuntimeException e) {
            kit.close();
            throw e;
        }
    }

    private MysqlDataSource direct(String schema) {
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl("jdbc:mysql://" + settings.server() + "/" + schema
                + "?allowMultiQueries=true&allowPublicKeyRetrieval=true");
        source.setUser(settings.user());
        source.setPassword(settings.password());
        return source;
    }

    private void administer(String verb) throws SQLException {
        try (Connection connection = direct("").getConnection();
                Statement statement = connection.createStatement()) {
            for (String schema : schemas) {
                statement.execute(verb + schema);
            }
        }
    }

    private void script() throws SQLException {
        run(sluice);
        if (plain != null) {
            run(plain);
        }
    }

    private void run(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(settings.schema());
            // Each result must be fetched, or the error of a later statement would never be seen.
            while (rows || statement.getUpdateCount() != -1) {
                rows = statement.getMoreResults();
            }
        }
    }

    /** The sharded database. What runs through it is recorded and compared. */
    public DataSource dataSource() {
        return twin;
    }

    /** Every statement so far, by shape: how it travels, how often, where. */
    public String report() {
        return journal.report();
    }

    Journal journal() {
        return journal;
    }

    /** Drops the schemas. */
    @Override
    public void close() throws SQLException {
        sluice.close();
        administer("DROP DATABASE IF EXISTS ");
    }
}

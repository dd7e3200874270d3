package io.sluice.it.compare;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.mysql.cj.result.Field;
import io.sluice.examples.servers.Flavour;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.config.Configuration;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.ComputedRow;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Row;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.Script;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.schema.SchemaScript;
import io.sluice.routing.session.Session;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The steps of {@code script-writes.sql}, taken one by one as a client's own statements, do what the whole does on a plain server. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptStepsTest {
    private final List<Connection> shards = new ArrayList<>();
    private final ShopData data = new ShopData(42);
    private Shop shop;
    private Session session;
    private Connection plain;
    private Connection sluice;
    private boolean alike;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        shards.add(shop.physical(0));
        shards.add(shop.physical(1));
        Configuration configuration = Configuration.read(shop.folder().resolve("cluster.yaml"));
        String tables = ExampleFile.resource("shop/schema.sql") + ExampleFile.resource("compare/more-schema.sql");
        Schema schema = SchemaScript.read(tables)
                .on(configuration.rules(), configuration.file().shards().keySet());
        Cluster cluster =
                configuration.cluster(schema, servers.flavour() == Flavour.MYSQL ? Dialect.MYSQL : Dialect.MARIADB);
        session = new Session(() -> cluster, 1, "test");
        session.useSchema(cluster.name());
    }

    @AfterAll
    void close() throws SQLException {
        for (Connection shard : shards) {
            shard.close();
        }
        shop.close();
    }

    @TestFactory
    Stream<DynamicTest> stepByStep() {
        List<Example> examples = new ArrayList<>();
        ExampleFile.sections("script-writes.sql").values().forEach(examples::addAll);
        return examples.stream().map(each -> dynamicTest(each.toString(), () -> compare(each)));
    }

    private void compare(Example example) throws SQLException {
        if (!alike) {
            begin();
        }
        alike = false;
        Comparison.check(example, Asked.by(plain, example, false), stepped(example));
        List<String> tables = example.mentioned(ShopData.TABLES);
        State.alike(tables, plain, sluice);
        State.inPlace(tables, plain, shards);
        alike = true;
    }

    private void begin() throws SQLException {
        if (plain != null) {
            plain.close();
            sluice.close();
        }
        plain = shop.plain(Door.PROXY_TEXT);
        sluice = shop.sluice(Door.PROXY_TEXT);
        data.load(plain);
        data.load(sluice);
    }

    private Answer stepped(Example example) throws SQLException {
        sluice.setAutoCommit(false);
        try {
            Fingerprint text = Fingerprint.of(example.text(), session.dialect());
            Route route = Statements.steps(text, Parameters.NONE, session).route();
            if (!(route instanceof Route.Scripted scripted)) {
                throw new AssertionError("not scripted: " + route);
            }
            List<String> keys = new ArrayList<>();
            Counts counts = run(scripted.script(), example.is(Example.Mark.KEYS), keys);
            sluice.commit();
            return new Answer.Count(counts.affected(), keys);
        } catch (SQLException e) {
            sluice.rollback();
            return Answer.Failure.of(e);
        } catch (RoutingException e) {
            sluice.rollback();
            return new Answer.Failure(e.error().errno(), e.error().sqlState(), e.text());
        } finally {
            sluice.setAutoCommit(true);
        }
    }

    private Counts run(Script script, boolean wanted, List<String> keys) throws SQLException {
        while (true) {
            Script.Step step = script.next();
            try (Statement statement = sluice.createStatement()) {
                if (step instanceof Script.Step.Ask ask) {
                    try (ResultSet set = statement.executeQuery(ask.statement().sql())) {
                        rows(script, set);
                    }
                } else if (step instanceof Script.Step.Change change) {
                    long affected =
                            statement.executeLargeUpdate(change.statement().sql(), Statement.RETURN_GENERATED_KEYS);
                    try (ResultSet made = statement.getGeneratedKeys()) {
                        while (wanted && made.next()) {
                            keys.add(made.getString(1));
                        }
                    }
                    script.changed(new Counts(affected, 0, 0, ""));
                } else {
                    return ((Script.Step.Done) step).counts();
                }
            }
        }
    }

    private static void rows(Script script, ResultSet set) throws SQLException {
        List<ColumnMeta> columns = new ArrayList<>();
        for (Field field : ((com.mysql.cj.jdbc.result.ResultSetMetaData) set.getMetaData()).getFields()) {
            columns.add(new ColumnMeta(
                    field.getMysqlTypeId(),
                    field.isUnsigned(),
                    field.getCollationIndex(),
                    field.getDecimals(),
                    field.getFlags()));
        }
        List<Row> rows = new ArrayList<>();
        while (set.next()) {
            Object[] values = new Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = set.getBytes(i + 1);
            }
            rows.add(new ComputedRow(values));
        }
        script.rows(columns, rows);
    }
}

package io.sluice.it.orm;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Statements that change rows, in jOOQ's language, without generated code; {@link JooqQueries} reads. */
final class JooqSample implements Sample {
    static final Table<Record> ORDERS = table(name("orders"));
    static final Field<Long> ID = field(name("orders", "id"), SQLDataType.BIGINT);
    static final Field<Long> USER = field(name("orders", "user_id"), SQLDataType.BIGINT);
    static final Field<String> CITY = field(name("orders", "city"), SQLDataType.VARCHAR(64));
    static final Field<String> STATUS = field(name("orders", "status"), SQLDataType.VARCHAR(16));
    static final Field<BigDecimal> TOTAL = field(name("orders", "total"), SQLDataType.DECIMAL(12, 2));

    static final Table<Record> ITEMS = table(name("order_items"));
    static final Field<Long> ITEM_ORDER = field(name("order_items", "order_id"), SQLDataType.BIGINT);
    static final Field<Long> ITEM_USER = field(name("order_items", "user_id"), SQLDataType.BIGINT);
    static final Field<String> PRODUCT = field(name("order_items", "product"), SQLDataType.VARCHAR(64));
    static final Field<BigDecimal> PRICE = field(name("order_items", "price"), SQLDataType.DECIMAL(12, 2));

    static final Table<Record> COUNTRIES = table(name("countries"));
    static final Field<String> CODE = field(name("countries", "code"), SQLDataType.CHAR(2));
    static final Field<String> NAME = field(name("countries", "name"), SQLDataType.VARCHAR(64));

    private static final Table<Record> LOG = table(name("audit_log"));
    private static final Field<Long> LOG_ID = field(name("id"), SQLDataType.BIGINT.identity(true));
    private static final Field<String> MESSAGE = field(name("message"), SQLDataType.VARCHAR(255));

    @Override
    public void run(DataSource shop, boolean mariaDb, Answers answers) {
        SQLDialect dialect = mariaDb ? SQLDialect.MARIADB : SQLDialect.MYSQL;
        // without this, GROUP_CONCAT comes as four statements in one text
        Settings settings = new Settings().withRenderGroupConcatMaxLenSessionVariable(false);
        DSLContext jooq = DSL.using(shop, dialect, settings);
        inserts(jooq, answers);
        keys(shop, answers);
        new JooqQueries(jooq, answers).ask();
        new JooqQueries(
                        DSL.using(
                                shop,
                                dialect,
                                ((Settings) settings.clone()).withStatementType(StatementType.STATIC_STATEMENT)),
                        answers,
                        "with literals: ")
                .ask();
        updates(jooq, answers);
        upserts(jooq, answers);
        transactions(jooq, answers);
        deletes(jooq, answers);
    }

    private static void inserts(DSLContext jooq, Answers answers) {
        answers.ask("insert several rows", () -> {
            var insert = jooq.insertInto(ORDERS, ID, USER, CITY, TOTAL);
            for (long user = 0; user < 12; user++) {
                insert = insert.values(100 + user, user % 6, "city" + user % 4, BigDecimal.valueOf(user * 10 + 5, 1));
            }
            return insert.execute();
        });
        answers.ask("insert by set", () -> jooq.insertInto(ITEMS)
                .set(ITEM_ORDER, 101L)
                .set(ITEM_USER, 1L)
                .set(PRODUCT, "a 'quoted' \\ thing")
                .set(PRICE, new BigDecimal("3.50"))
                .execute());
        answers.ask("a batch", () -> {
            var batch = jooq.batch(jooq.insertInto(ITEMS, ITEM_ORDER, ITEM_USER, PRODUCT, PRICE)
                    .values((Long) null, null, null, null));
            LongStream.range(0, 6).forEach(user -> batch.bind(100 + user, user, "pen" + user, new BigDecimal("1.25")));
            return java.util.Arrays.stream(batch.execute()).sum();
        });
        answers.ask(
                "a batch of several texts",
                () -> java.util.Arrays.toString(jooq.batch(
                                jooq.insertInto(COUNTRIES, CODE, NAME).values("pl", "Poland"),
                                jooq.insertInto(COUNTRIES, CODE, NAME).values("de", "Germany"))
                        .execute()));
        answers.ask("insert from a select", () -> jooq.insertInto(LOG, MESSAGE)
                .select(jooq.select(NAME).from(COUNTRIES).where(CODE.eq("pl")))
                .execute());
    }

    /** MySQL's way: the keys come beside the count. MariaDB's way is {@link #returning}. */
    private static void keys(DataSource shop, Answers answers) {
        DSLContext jooq = DSL.using(shop, SQLDialect.MYSQL);
        answers.ask("an id that the server makes", () -> logged(jooq) > 0);
        answers.ask("an id made for a sharded row", () -> jooq.deleteFrom(ORDERS)
                .where(USER.eq(3L))
                .and(ID.eq(ordered(jooq)))
                .execute());
    }

    /** INSERT … RETURNING, which Connector/J to a plain MariaDB does not let through: how many rows have the ids told. */
    static int returning(DataSource shop) {
        DSLContext jooq = DSL.using(shop, SQLDialect.MARIADB);
        return jooq.fetchCount(LOG, LOG_ID.eq(logged(jooq))) + jooq.fetchCount(ORDERS, ID.eq(ordered(jooq)));
    }

    private static long logged(DSLContext jooq) {
        return jooq.insertInto(LOG, MESSAGE)
                .values("first")
                .returningResult(LOG_ID)
                .fetchSingle()
                .value1();
    }

    private static long ordered(DSLContext jooq) {
        return jooq.insertInto(ORDERS, USER, CITY, TOTAL)
                .values(3L, "keyed", BigDecimal.ONE)
                .returningResult(LOG_ID)
                .fetchSingle()
                .value1();
    }

    private static void updates(DSLContext jooq, Answers answers) {
        change(jooq, answers, "update one user", () -> jooq.update(ORDERS)
                .set(TOTAL, TOTAL.plus(1))
                .set(STATUS, "PAID")
                .where(USER.eq(3L))
                .execute());
        change(jooq, answers, "update everywhere", () -> jooq.update(ORDERS)
                .set(TOTAL, DSL.when(CITY.eq("city1"), TOTAL.times(2)).otherwise(TOTAL))
                .where(TOTAL.gt(BigDecimal.ONE))
                .execute());
        change(jooq, answers, "update a row of columns", () -> jooq.update(ORDERS)
                .set(row(CITY, STATUS), row(value("moved"), value("SENT")))
                .where(USER.in(1L, 2L))
                .execute());
        change(jooq, answers, "update by a subquery", () -> jooq.update(ORDERS)
                .set(TOTAL, DSL.select(DSL.sum(PRICE)).from(ITEMS).where(ITEM_USER.eq(4L)))
                .where(USER.eq(4L))
                .execute());
        change(jooq, answers, "update with a join", () -> jooq.update(
                        ORDERS.join(ITEMS).on(ITEM_USER.eq(USER)).and(ITEM_ORDER.eq(ID)))
                .set(TOTAL, PRICE)
                .where(USER.eq(5L))
                .execute());
        change(jooq, answers, "the dearest of a user", () -> jooq.update(ORDERS)
                .set(STATUS, "TOP")
                .where(USER.eq(2L))
                .orderBy(TOTAL.desc())
                .limit(1)
                .execute());
        answers.maybe("the dearest of all", () -> jooq.update(ORDERS)
                .set(STATUS, "TOP")
                .orderBy(TOTAL.desc())
                .limit(1)
                .execute());
    }

    private static void upserts(DSLContext jooq, Answers answers) {
        change(jooq, answers, "on duplicate key update", () -> jooq.insertInto(ORDERS, ID, USER, CITY)
                .values(101L, 1L, "again")
                .onDuplicateKeyUpdate()
                .set(CITY, DSL.concat(CITY, val("!")))
                .execute());
        change(jooq, answers, "on duplicate key update with the new value", () -> jooq.insertInto(COUNTRIES, CODE, NAME)
                .values("pl", "Polska")
                .values("fr", "France")
                .onDuplicateKeyUpdate()
                .set(NAME, excluded(NAME))
                .execute());
        change(jooq, answers, "on duplicate key ignore", () -> jooq.insertInto(COUNTRIES, CODE, NAME)
                .values("pl", "Lechia")
                .onDuplicateKeyIgnore()
                .execute());
        change(jooq, answers, "on conflict", () -> jooq.insertInto(COUNTRIES, CODE, NAME)
                .values("de", "Niemcy")
                .onConflict(CODE)
                .doUpdate()
                .set(Map.of(NAME, "Niemcy"))
                .execute());
        change(jooq, answers, "insert where not exists", () -> jooq.insertInto(COUNTRIES, CODE, NAME)
                .select(DSL.select(val("it"), val("Italy"))
                        .whereNotExists(DSL.selectOne().from(COUNTRIES).where(CODE.eq("it"))))
                .execute());
    }

    private static void transactions(DSLContext jooq, Answers answers) {
        change(jooq, answers, "nested transactions", () -> {
            jooq.transaction(outer -> {
                outer.dsl().update(ORDERS).set(CITY, "outer").where(USER.eq(0L)).execute();
                try {
                    outer.dsl().transaction(inner -> {
                        inner.dsl()
                                .update(ORDERS)
                                .set(CITY, "inner")
                                .where(USER.eq(1L))
                                .execute();
                        throw new IllegalArgumentException("rolled back to the savepoint");
                    });
                } catch (IllegalArgumentException e) {
                    outer.dsl()
                            .update(ORDERS)
                            .set(CITY, "after")
                            .where(USER.eq(2L))
                            .execute();
                }
            });
            return "done";
        });
    }

    private static void deletes(DSLContext jooq, Answers answers) {
        change(jooq, answers, "delete one user", () -> jooq.deleteFrom(ORDERS)
                .where(USER.eq(3L))
                .orderBy(ID)
                .limit(1)
                .execute());
        change(jooq, answers, "delete rows of pairs", () -> jooq.deleteFrom(ORDERS)
                .where(row(USER, ID).in(List.of(row(1L, 101L), row(4L, 104L))))
                .execute());
        change(jooq, answers, "delete what has items", () -> jooq.deleteFrom(ORDERS)
                .whereExists(
                        DSL.selectOne().from(ITEMS).where(ITEM_USER.eq(USER)).and(ITEM_ORDER.eq(ID)))
                .execute());
        change(jooq, answers, "truncate", () -> jooq.truncate(ORDERS).execute());
    }

    private static void change(
            DSLContext jooq, Answers answers, String what, java.util.concurrent.Callable<?> statement) {
        answers.ask(
                what,
                () -> statement.call() + "\n"
                        + jooq.select(ID, USER, CITY, STATUS, TOTAL)
                                .from(ORDERS)
                                .orderBy(ID)
                                .fetch()
                                .formatCSV()
                        + jooq.select(CODE, NAME, count().over())
                                .from(DSL.select(CODE, NAME).from(COUNTRIES).asTable("countries"))
                                .orderBy(CODE)
                                .fetch()
                                .formatCSV());
    }
}

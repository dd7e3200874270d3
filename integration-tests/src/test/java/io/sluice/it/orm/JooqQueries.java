package io.sluice.it.orm;

import static io.sluice.it.orm.JooqSample.CITY;
import static io.sluice.it.orm.JooqSample.CODE;
import static io.sluice.it.orm.JooqSample.COUNTRIES;
import static io.sluice.it.orm.JooqSample.ID;
import static io.sluice.it.orm.JooqSample.ITEMS;
import static io.sluice.it.orm.JooqSample.ITEM_ORDER;
import static io.sluice.it.orm.JooqSample.ITEM_USER;
import static io.sluice.it.orm.JooqSample.NAME;
import static io.sluice.it.orm.JooqSample.ORDERS;
import static io.sluice.it.orm.JooqSample.PRICE;
import static io.sluice.it.orm.JooqSample.PRODUCT;
import static io.sluice.it.orm.JooqSample.STATUS;
import static io.sluice.it.orm.JooqSample.TOTAL;
import static io.sluice.it.orm.JooqSample.USER;
import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.cast;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.groupConcat;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.length;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.rollup;
import static org.jooq.impl.DSL.round;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.substring;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.upper;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.values;
import static org.jooq.impl.DSL.when;

import java.math.BigDecimal;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.impl.SQLDataType;

/**
 * Questions in jOOQ's language.
 *
 * @param prefix tells questions apart that are asked twice
 */
record JooqQueries(DSLContext jooq, Answers answers, String prefix) {
    JooqQueries(DSLContext jooq, Answers answers) {
        this(jooq, answers, "");
    }

    void ask() {
        plain();
        pages();
        joins();
        groups();
        sets();
        windows();
        expressions();
    }

    private void ask(String what, Supplier<ResultQuery<?>> query) {
        answers.ask(prefix + what, () -> query.get().fetch().formatCSV());
    }

    /** In no order of its own. */
    private void maybe(String what, Supplier<ResultQuery<?>> query) {
        answers.maybe(
                prefix + what,
                () -> query.get().fetch().formatCSV().lines().sorted().toList());
    }

    private void plain() {
        ask("by key", () -> jooq.select(ID, CITY, TOTAL)
                .from(ORDERS)
                .where(USER.eq(3L))
                .orderBy(ID));
        ask("in", () -> jooq.select(ID).from(ORDERS).where(USER.in(1L, 2L, 5L)).orderBy(ID));
        ask("in nothing", () -> jooq.select(ID).from(ORDERS).where(USER.in(java.util.List.<Long>of())));
        ask("between and or", () -> jooq.select(ID)
                .from(ORDERS)
                .where(USER.between(1L, 2L).or(ID.eq(111L)).andNot(CITY.like("city3%")))
                .orderBy(ID));
        ask("a row of values", () -> jooq.select(ID)
                .from(ORDERS)
                .where(row(USER, ID).in(row(1L, 101L), row(2L, 108L), row(9L, 9L)))
                .orderBy(ID));
        ask("rows compared", () -> jooq.select(ID)
                .from(ORDERS)
                .where(row(USER, ID).ge(row(4L, 105L)))
                .orderBy(ID));
        ask("words", () -> jooq.select(ID)
                .from(ORDERS)
                .where(CITY.startsWith("ci%ty")
                        .or(CITY.containsIgnoreCase("ITY1"))
                        .or(CITY.isDistinctFrom("city2")))
                .orderBy(ID));
        ask("distinct", () -> jooq.selectDistinct(CITY).from(ORDERS).orderBy(CITY));
        ask("for update", () -> jooq.select(ID)
                .from(ORDERS)
                .where(USER.eq(1L))
                .orderBy(ID)
                .forUpdate()
                .skipLocked());
        ask("for share", () -> jooq.select(ID)
                .from(ORDERS)
                .where(USER.eq(1L))
                .orderBy(ID)
                .forShare());
        answers.ask(
                prefix + "counted",
                () -> jooq.fetchCount(ORDERS, USER.eq(2L)) + " " + jooq.fetchExists(ORDERS, USER.eq(2L)) + " "
                        + jooq.selectCount().from(ORDERS).fetchOne(0));
        ask(
                "plain SQL",
                () -> jooq.resultQuery(
                        "select id, city from orders where user_id = ? and total > {0} order by id", 2L, val(1)));
    }

    private void pages() {
        ask("limit and offset", () -> jooq.select(ID)
                .from(ORDERS)
                .orderBy(TOTAL.desc(), ID)
                .limit(4)
                .offset(2));
        ask("limit of one user", () -> jooq.select(ID)
                .from(ORDERS)
                .where(USER.eq(1L))
                .orderBy(ID)
                .limit(1));
        ask("seek", () -> jooq.select(ID, CITY)
                .from(ORDERS)
                .orderBy(CITY, ID)
                .seek("city1", 105L)
                .limit(4));
        maybe("nulls last", () -> jooq.select(ID)
                .from(ORDERS)
                .orderBy(nullif(CITY, "city0").asc().nullsLast(), ID)
                .limit(3));
        ask(
                "a sort of one's own",
                () -> jooq.select(ID).from(ORDERS).where(USER.eq(1L)).orderBy(CITY.sortAsc("city3", "city1"), ID));
    }

    private void joins() {
        ask("a join of one user", () -> jooq.select(ID, PRODUCT, PRICE)
                .from(ORDERS)
                .join(ITEMS)
                .on(ITEM_USER.eq(USER))
                .and(ITEM_ORDER.eq(ID))
                .where(USER.eq(1L))
                .orderBy(PRODUCT));
        ask("a join everywhere", () -> jooq.select(ID, PRODUCT, NAME)
                .from(ORDERS)
                .leftJoin(ITEMS)
                .on(ITEM_USER.eq(USER))
                .and(ITEM_ORDER.eq(ID))
                .crossJoin(COUNTRIES)
                .where(CODE.eq("pl"))
                .orderBy(ID, PRODUCT));
        ask("using", () -> jooq.select(ID, PRODUCT)
                .from(ORDERS)
                .join(ITEMS)
                .using(field(name("user_id")))
                .where(USER.eq(2L))
                .orderBy(ID, PRODUCT));
        ask("exists", () -> jooq.select(ID)
                .from(ORDERS)
                .where(exists(selectOne().from(ITEMS).where(ITEM_USER.eq(USER)).and(ITEM_ORDER.eq(ID))))
                .orderBy(ID));
        ask("a scalar subquery", () -> jooq.select(
                        ID,
                        field(select(max(PRICE)).from(ITEMS).where(ITEM_USER.eq(USER)))
                                .as("most"))
                .from(ORDERS)
                .where(USER.eq(1L))
                .orderBy(ID));
        ask("a derived table", () -> {
            var mine = select(ID.as("id"), TOTAL.as("total"))
                    .from(ORDERS)
                    .where(USER.eq(1L))
                    .asTable("mine");
            return jooq.select(mine.fields()).from(mine).orderBy(1);
        });
        maybe("all users' average", () -> jooq.select(ID)
                .from(ORDERS)
                .where(TOTAL.gt(select(avg(TOTAL)).from(ORDERS))));
    }

    private void groups() {
        ask("group by", () -> jooq.select(CITY, count(), sum(TOTAL), min(ID), avg(TOTAL))
                .from(ORDERS)
                .groupBy(CITY)
                .having(count().gt(1))
                .orderBy(count().desc(), CITY));
        ask("distinct within users", () -> jooq.select(USER, countDistinct(CITY))
                .from(ORDERS)
                .groupBy(USER)
                .orderBy(USER));
        maybe("a filter", () -> jooq.select(
                        count().filterWhere(CITY.eq("city1")),
                        sum(when(TOTAL.gt(BigDecimal.TEN), 1).otherwise(0)))
                .from(ORDERS));
        ask("concatenated", () -> jooq.select(
                        groupConcat(PRODUCT).orderBy(PRODUCT).separator("|"))
                .from(ITEMS)
                .where(ITEM_USER.eq(1L)));
        ask("rollup of one user", () -> jooq.select(CITY, sum(TOTAL))
                .from(ORDERS)
                .where(USER.eq(1L))
                .groupBy(rollup(CITY)));
        maybe("rollup of all", () -> jooq.select(CITY, sum(TOTAL)).from(ORDERS).groupBy(rollup(CITY)));
        maybe("distinct of all", () -> jooq.select(countDistinct(CITY)).from(ORDERS));
    }

    private void sets() {
        ask("union of one user", () -> jooq.select(ID)
                .from(ORDERS)
                .where(USER.eq(1L))
                .unionAll(select(ITEM_ORDER).from(ITEMS).where(ITEM_USER.eq(1L)))
                .orderBy(1));
        ask("intersect and except", () -> jooq.select(ID)
                .from(ORDERS)
                .where(USER.eq(1L))
                .intersect(select(ITEM_ORDER).from(ITEMS).where(ITEM_USER.eq(1L)))
                .except(select(inline(7L)))
                .orderBy(1));
        maybe(
                "union of all",
                () -> jooq.select(CITY).from(ORDERS).union(select(PRODUCT).from(ITEMS)));
        ask("with", () -> jooq.with("mine")
                .as(select(ID, TOTAL).from(ORDERS).where(USER.eq(1L)))
                .select(field(name("mine", "id")))
                .from(table(name("mine")))
                .orderBy(1));
        ask("with recursive", () -> {
            var n = field(name("n"), Integer.class);
            var t = table(name("t"));
            return jooq.withRecursive("t", "n")
                    .as(select(val(1)).unionAll(select(n.plus(1)).from(t).where(n.lt(5))))
                    .select(n)
                    .from(t)
                    .orderBy(n);
        });
        ask("values", () -> jooq.select()
                .from(values(row(1, "a"), row(2, "b")).as("v", "n", "s"))
                .orderBy(1));
        maybe("with over all", () -> jooq.with("m")
                .as(select(ID).from(ORDERS).where(TOTAL.gt(BigDecimal.ONE)))
                .select(field(name("m", "id")))
                .from(table(name("m")))
                .orderBy(1));
    }

    private void windows() {
        ask("windows", () -> jooq.select(
                        ID,
                        rowNumber().over().partitionBy(CITY).orderBy(ID),
                        sum(TOTAL)
                                .over()
                                .orderBy(ID)
                                .rowsBetweenUnboundedPreceding()
                                .andCurrentRow())
                .from(ORDERS)
                .where(USER.eq(1L))
                .orderBy(ID));
        ask("a named window", () -> {
            var window = name("w").as(org.jooq.impl.DSL.partitionBy(CITY).orderBy(TOTAL));
            return jooq.select(
                            ID,
                            org.jooq.impl.DSL.lag(TOTAL).over(window),
                            org.jooq.impl.DSL.rank().over(window))
                    .from(ORDERS)
                    .where(USER.eq(1L))
                    .window(window)
                    .orderBy(ID);
        });
        maybe("windows over all", () -> jooq.select(ID, rowNumber().over().orderBy(ID))
                .from(ORDERS));
    }

    private void expressions() {
        ask("expressions", () -> jooq.select(
                        upper(CITY),
                        lower(CITY),
                        length(CITY),
                        substring(CITY, 2, 2),
                        concat(CITY, val("-"), ID.cast(SQLDataType.VARCHAR)),
                        coalesce(STATUS, "none"),
                        round(TOTAL.div(3), 2),
                        TOTAL.mod(2),
                        cast(TOTAL, SQLDataType.INTEGER),
                        ID.bitAnd(1L),
                        org.jooq.impl.DSL.position(CITY, "t"),
                        greatest(ID, USER))
                .from(ORDERS)
                .orderBy(ID));
        ask("dates", () -> {
            var at = field(name("created_at"), SQLDataType.LOCALDATETIME);
            return jooq.select(
                            org.jooq.impl.DSL.year(at),
                            org.jooq.impl.DSL.localDateTimeAdd(at, 3),
                            at.cast(SQLDataType.LOCALDATE))
                    .from(ORDERS)
                    .where(at.ge(java.time.LocalDateTime.of(2026, 1, 1, 0, 0)), USER.eq(1L))
                    .orderBy(ID);
        });
    }
}

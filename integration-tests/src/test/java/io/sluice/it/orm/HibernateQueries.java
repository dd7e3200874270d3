package io.sluice.it.orm;

import io.sluice.it.orm.Shop.Order;
import io.sluice.it.orm.Shop.Status;
import jakarta.persistence.criteria.JoinType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** Questions in HQL, by criteria and in SQL. */
record HibernateQueries(SessionFactory sessions, Answers answers) {
    record Line(long user, String city, BigDecimal total) {}

    void ask() {
        plain();
        joins();
        groups();
        advanced();
        functions();
        criteria();
        sql();
    }

    private void hql(String hql) {
        ask(hql, s -> rows(s.createSelectionQuery(hql, Object[].class).getResultList()));
    }

    /** In no order of its own. */
    private void maybe(String hql) {
        answers.maybe(
                hql,
                () -> sessions.fromTransaction(
                        s -> rows(s.createSelectionQuery(hql, Object[].class).getResultList()).stream()
                                .sorted()
                                .toList()));
    }

    private void ask(String what, Function<Session, Object> question) {
        answers.ask(what, () -> sessions.fromTransaction(s -> String.valueOf(question.apply(s))));
    }

    private static List<String> rows(List<Object[]> rows) {
        return rows.stream().map(Arrays::toString).toList();
    }

    private void plain() {
        hql("select o.id, o.city from Order o where o.userId = 3 order by o.id");
        hql("select o.id from Order o where o.userId in (1, 2, 3) and o.status <> PAID order by o.id desc");
        hql("select o.id from Order o where o.userId between 2 and 4 or o.id = 100 order by o.id");
        hql("select distinct o.city from Order o order by o.city");
        hql("select o.id from Order o where lower(o.city) like 'city%' escape '\\' and not o.total > 5 order by o.id");
        hql("select o.id from Order o where (o.userId, o.id) in ((1, 110), (2, 121)) order by o.id");
        hql("select o.id from Order o where o.status is not null and o.city is distinct from 'city1' order by o.id");
        hql("select e.message from Entry e where e.id > 0 order by e.id");
        ask("a page", s -> s.createSelectionQuery("from Order o order by o.total desc, o.id", Order.class)
                .setFirstResult(3)
                .setMaxResults(4)
                .getResultList());
        ask("a page of one user", s -> s.createSelectionQuery(
                        "from Order o where o.userId = :user order by o.id", Order.class)
                .setParameter("user", 4L)
                .setFirstResult(1)
                .setMaxResults(5)
                .getResultList());
        ask("a list of parameters", s -> s.createSelectionQuery(
                        "select id from Order where userId in :users and status = :status order by id", Long.class)
                .setParameterList("users", List.of(1L, 3L, 5L))
                .setParameter("status", Status.NEW)
                .getResultList());
        ask("a record", s -> s.createSelectionQuery(
                        "select o.userId, o.city, o.total from Order o where o.userId = 2 order by o.id", Line.class)
                .getResultList());
        ask("how many", s -> s.createSelectionQuery("from Order where total > 2", Order.class)
                .getResultCount());
        ask("a stream", s -> s.createSelectionQuery("from Order order by id", Order.class)
                .getResultStream()
                .map(order -> order.id)
                .toList());
    }

    private void joins() {
        ask("join fetch", s -> s
                .createSelectionQuery(
                        "from Order o join fetch o.items i where o.userId = 2 order by o.id, i.id", Order.class)
                .getResultList()
                .stream()
                .map(order -> order + " " + order.items)
                .toList());
        ask("left join fetch everywhere", s -> s.createSelectionQuery(
                        "from Order o left join fetch o.items i order by o.id, i.id", Order.class)
                .getResultList()
                .size());
        hql("select o.id, i.product from Order o join o.items i where i.quantity > 6 order by o.id, i.id");
        hql("select i.id, i.order.city from Item i where i.userId = 5 order by i.id");
        hql("select o.id, c.name from Order o join Country c on c.code = 'pl' where o.userId = 1 order by o.id");
        hql("select o.id, c.name from Order o cross join Country c order by o.id, c.code limit 3");
        hql(
                "select o.id from Order o where exists (select 1 from Item i where i.order = o and i.quantity = 3) order by o.id");
        hql("select o.id from Order o where o.items is not empty and size(o.items) = 2 and o.userId = 1 order by o.id");
        hql(
                "select o.id, (select sum(i.price) from Item i where i.order = o) from Order o where o.userId = 1 order by o.id");
        maybe("select o.id from Order o where o.total > (select avg(p.total) from Order p) order by o.id");
        maybe(
                "select o.id from Order o where o.id in (select i.orderId from Item i where i.quantity = 4) order by o.id");
    }

    private void groups() {
        hql("select count(*), sum(o.total), min(o.id), max(o.city), avg(o.total) from Order o");
        hql("select o.city, count(o), sum(o.total) from Order o group by o.city order by o.city");
        hql(
                "select o.userId, count(distinct o.city) from Order o group by o.userId having count(*) > 1 order by o.userId");
        maybe("select count(distinct o.city) from Order o");
        hql(
                "select year(o.createdAt), o.status, avg(o.total) from Order o group by year(o.createdAt), o.status order by 2");
        hql("select sum(i.quantity * i.price) from Order o join o.items i where o.userId = 3");
        hql(
                "select o.city, sum(case when o.status = NEW then 1 else 0 end) from Order o group by o.city order by o.city");
        hql("select listagg(i.product, ',') within group (order by i.id) from Item i where i.userId = 2");
        hql("select o.city, sum(o.total) from Order o where o.userId = 1 group by rollup(o.city)");
    }

    private void advanced() {
        hql(
                "select o.id, row_number() over (partition by o.city order by o.id) from Order o where o.userId = 3 order by o.id");
        hql("select o.id, sum(o.total) over (order by o.id rows between 1 preceding and current row) from Order o"
                + " where o.userId = 3 order by o.id");
        hql(
                "with big as (select o.id as id, o.total as total from Order o where o.userId = 4) select b.id from big b order by b.id");
        maybe("with big as (select o.id as id from Order o where o.total > 5) select b.id from big b order by b.id");
        hql(
                "select o.id from Order o where o.userId = 1 union all select p.id from Order p where p.userId = 1 order by 1");
        maybe("select o.city from Order o union select p.city from Order p order by 1 limit 2");
        hql("select d.n from (select count(*) as n from Order o where o.userId = 2) d");
        maybe(
                "select o.id, t.product from Order o join lateral (select i.product as product from o.items i order by i.id"
                        + " limit 1) t where o.userId = 2 order by o.id");
        hql("select o.id from Order o order by o.total desc, o.id offset 2 rows fetch first 3 rows only");
        hql(
                "select o.id from Order o where o.total >= all (select p.total from Order p where p.userId = 7) and o.userId = 7");
    }

    private void functions() {
        hql(
                "select concat(o.city, '-', o.id), length(o.city), substring(o.city, 2, 3), locate('t', o.city), trim(o.city),"
                        + " replace(o.city, 'c', 'k'), left(o.city, 2), lpad(o.city, 9, '*') from Order o where o.userId = 1 order by o.id");
        hql(
                "select coalesce(o.city, 'none'), nullif(o.city, 'city1'), abs(o.total), ceiling(o.total), round(o.total, 1),"
                        + " mod(o.id, 7), power(2, 3), cast(o.id as String), cast(o.total as Integer) from Order o order by o.id");
        hql(
                "select extract(month from o.createdAt), o.createdAt + 1 day,"
                        + " format(o.createdAt as 'yyyy-MM-dd'), cast(o.createdAt as LocalDate) from Order o where o.userId = 1 order by o.id");
        hql(
                "select o.id from Order o where o.createdAt < local datetime and o.createdAt >= datetime 2026-01-01 00:00:00"
                        + " and o.userId = 2 order by o.id");
        hql("select o.city || '!' || o.status from Order o where o.city ilike 'CITY%' order by o.id");
    }

    private void criteria() {
        ask("criteria", s -> {
            var builder = s.getCriteriaBuilder();
            var query = builder.createQuery(Order.class);
            var order = query.from(Order.class);
            var item = order.join("items", JoinType.LEFT);
            query.select(order)
                    .distinct(true)
                    .where(builder.equal(order.get("userId"), 3L), builder.gt(item.get("quantity"), 1))
                    .orderBy(builder.desc(order.get("id")));
            return s.createQuery(query).getResultList();
        });
        ask("criteria in groups", s -> {
            var builder = s.getCriteriaBuilder();
            var query = builder.createTupleQuery();
            var order = query.from(Order.class);
            query.multiselect(order.get("city"), builder.count(order), builder.sum(order.<BigDecimal>get("total")))
                    .groupBy(order.get("city"))
                    .having(builder.ge(builder.count(order), 4L))
                    .orderBy(builder.asc(order.get("city")));
            return s.createQuery(query).getResultList().stream()
                    .map(tuple -> Arrays.toString(tuple.toArray()))
                    .toList();
        });
    }

    private void sql() {
        ask("native entities", s -> s.createNativeQuery(
                        "select {o.*} from orders o where o.user_id = :u order by o.id", Order.class)
                .addEntity("o", Order.class)
                .setParameter("u", 1)
                .getResultList());
        ask("native page", s -> s.createNativeQuery("select id from orders order by total desc, id", Long.class)
                .setFirstResult(1)
                .setMaxResults(3)
                .getResultList());
        ask("native update", s -> s.createNativeMutationQuery("update orders set total = total + ? where user_id = ?")
                .setParameter(1, 2)
                .setParameter(2, 3)
                .executeUpdate());
    }
}

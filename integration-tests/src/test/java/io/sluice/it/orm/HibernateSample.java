package io.sluice.it.orm;

import io.sluice.it.orm.Shop.Country;
import io.sluice.it.orm.Shop.Entry;
import io.sluice.it.orm.Shop.Item;
import io.sluice.it.orm.Shop.Key;
import io.sluice.it.orm.Shop.Order;
import io.sluice.it.orm.Shop.Status;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** Entities, their life, and the ways to change many at once; what is asked in HQL is in {@link HibernateQueries}. */
final class HibernateSample implements Sample {
    @Override
    public void run(DataSource shop, boolean mariaDb, Answers answers) {
        try (SessionFactory sessions = sessions(shop, mariaDb)) {
            fill(sessions, answers);
            entities(sessions, answers);
            locks(sessions, answers);
            new HibernateQueries(sessions, answers).ask();
            manyAtOnce(sessions, answers);
            removals(sessions, answers);
        }
    }

    static SessionFactory sessions(DataSource shop, boolean mariaDb) {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Order.class)
                .addAnnotatedClass(Item.class)
                .addAnnotatedClass(Country.class)
                .addAnnotatedClass(Entry.class)
                .setProperty(
                        "hibernate.dialect", "org.hibernate.dialect." + (mariaDb ? "MariaDBDialect" : "MySQLDialect"))
                .setProperty("hibernate.hbm2ddl.auto", "validate")
                .setProperty("hibernate.jdbc.batch_size", "20")
                .setProperty("hibernate.order_inserts", "true")
                .setProperty("hibernate.default_batch_fetch_size", "4");
        configuration.getProperties().put("jakarta.persistence.nonJtaDataSource", shop);
        return configuration.buildSessionFactory();
    }

    private static void fill(SessionFactory sessions, Answers answers) {
        answers.ask(
                "persist a graph in batches",
                () -> sessions.fromTransaction(session -> {
                    for (int user = 0; user < 8; user++) {
                        for (int n = 0; n < 2; n++) {
                            Order order = new Order(user, 100 + user * 10 + n, "city" + user % 3, user + "." + n + "5");
                            order.add(1000 + user * 10 + n, "pen", "1.10").quantity = user + 1;
                            order.add(2000 + user * 10 + n, "ink", "7.00");
                            session.persist(order);
                        }
                    }
                    session.persist(new Country("pl", "Poland"));
                    session.persist(new Country("de", "Germany"));
                    return "done";
                }));
        answers.ask(
                "an id that the server makes",
                () -> sessions.fromTransaction(session -> {
                    Entry entry = new Entry("filled");
                    session.persist(entry);
                    session.flush();
                    return entry.id > 0;
                }));
    }

    private static void entities(SessionFactory sessions, Answers answers) {
        answers.ask("find", () -> sessions.fromTransaction(s -> s.find(Order.class, new Key(3, 131))));
        answers.ask("find nothing", () -> sessions.fromTransaction(s -> s.find(Order.class, new Key(3, 999))));
        answers.ask(
                "a lazy collection",
                () -> sessions.fromTransaction(s ->
                        List.copyOf(s.find(Order.class, new Key(3, 131)).items).toString()));
        answers.ask(
                "a lazy reference",
                () -> sessions.fromTransaction(s -> s.find(Item.class, new Key(4, 1041)).order.city));
        answers.ask(
                "collections fetched in batches",
                () -> sessions.fromTransaction(s -> s
                        .createSelectionQuery("from Order o where o.userId in (1, 2) order by o.id", Order.class)
                        .getResultList()
                        .stream()
                        .map(order -> order.items.size() + ":" + order.items.get(0))
                        .toList()));
        answers.ask(
                "several by their ids",
                () -> sessions.fromTransaction(
                        s -> s.findMultiple(Order.class, List.of(new Key(1, 110), new Key(2, 120), new Key(9, 9)))
                                .toString()));
        answers.ask(
                "dirty checking",
                () -> sessions.fromTransaction(s -> {
                    Order order = s.find(Order.class, new Key(5, 150));
                    order.status = Status.PAID;
                    order.total = order.total.add(BigDecimal.TEN);
                    order.items.get(0).quantity++;
                    order.add(9000, "paper", "3.33");
                    s.flush();
                    s.refresh(order);
                    return order + " " + order.items;
                }));
        answers.ask("merge", () -> {
            Order detached = sessions.fromTransaction(s -> s.find(Order.class, new Key(6, 160)));
            detached.city = "Łódź 😀";
            sessions.inTransaction(
                    s -> s.createMutationQuery("update Item set quantity = 2 where userId = 6 and id = 1060")
                            .executeUpdate());
            return sessions.fromTransaction(s -> s.merge(detached).toString());
        });
    }

    private static void locks(SessionFactory sessions, Answers answers) {
        answers.ask("an old version is not written", () -> {
            Order old = sessions.fromTransaction(s -> s.find(Order.class, new Key(7, 170)));
            sessions.inTransaction(s -> s.find(Order.class, new Key(7, 170)).city = "newer");
            old.city = "older";
            try {
                return sessions.fromTransaction(s -> s.merge(old));
            } catch (OptimisticLockException e) {
                return "refused";
            }
        });
        for (LockMode mode : new LockMode[] {
            LockMode.PESSIMISTIC_READ,
            LockMode.PESSIMISTIC_WRITE,
            LockMode.PESSIMISTIC_FORCE_INCREMENT,
            LockMode.UPGRADE_NOWAIT,
            LockMode.OPTIMISTIC
        }) {
            answers.ask(
                    "find with " + mode,
                    () -> sessions.fromTransaction(s -> s.find(
                            Order.class,
                            new Key(2, 120),
                            mode.toJpaLockMode() == null ? LockModeType.NONE : mode.toJpaLockMode())));
            answers.ask(
                    "lock with " + mode,
                    () -> sessions.fromTransaction(s -> {
                        Order order = s.find(Order.class, new Key(2, 121));
                        s.lock(order, mode);
                        return order;
                    }));
        }
        answers.ask(
                "a queue's head",
                () -> sessions.fromTransaction(
                        s -> s.createSelectionQuery("from Order o where o.userId = 2 order by o.id", Order.class)
                                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                                .setMaxResults(1)
                                .getResultList()));
    }

    private static void manyAtOnce(SessionFactory sessions, Answers answers) {
        change(sessions, answers, "update Order set total = total + 1 where userId = 1");
        change(sessions, answers, "update Order set total = total * 2, status = PAID where city = 'city1'");
        change(sessions, answers, "update versioned Order set city = upper(city) where userId in (1, 2, 3)");
        change(
                sessions,
                answers,
                "update Order o set o.total = 0 where exists"
                        + " (select 1 from Item i where i.order = o and i.quantity > 7)");
        change(sessions, answers, "delete from Item where userId = 3 and product = 'ink'");
        change(sessions, answers, "delete from Item i where i.order.city = 'city2'");
        change(sessions, answers, "insert into Country (code, name) values ('fr', 'France'), ('it', 'Italy')");
        change(
                sessions,
                answers,
                "insert into Country (code, name) values ('fr', 'Francja')"
                        + " on conflict do update set name = excluded.name");
        change(
                sessions,
                answers,
                "insert into Entry (at, message) select o.createdAt, o.city from Order o where o.userId = 1");
        answers.ask("rows without entities", () -> {
            try (var stateless = sessions.openStatelessSession()) {
                var transaction = stateless.beginTransaction();
                IntStream.range(0, 3).forEach(i -> stateless.insert(new Order(i, 500 + i, "stateless", "1.00")));
                Order order = stateless.get(Order.class, new Key(1, 501));
                order.city = "changed";
                stateless.update(order);
                stateless.upsert(new Country("es", "Spain"));
                stateless.delete(stateless.get(Order.class, new Key(2, 502)));
                transaction.commit();
            }
            return all(sessions);
        });
    }

    private static void change(SessionFactory sessions, Answers answers, String hql) {
        answers.ask(
                hql,
                () -> sessions.fromTransaction(s -> s.createMutationQuery(hql).executeUpdate()) + all(sessions));
    }

    private static String all(SessionFactory sessions) {
        return sessions.fromTransaction((Session s) ->
                s.createSelectionQuery("from Order order by id", Order.class).list()
                        + " "
                        + s.createSelectionQuery("select id, quantity from Item order by id", Object[].class)
                                .list()
                                .size()
                        + " "
                        + s.createSelectionQuery("from Country order by code", Country.class)
                                .list());
    }

    private static void removals(SessionFactory sessions, Answers answers) {
        answers.ask(
                "remove with its items",
                () -> sessions.fromTransaction(s -> {
                    s.remove(s.find(Order.class, new Key(4, 140)));
                    s.find(Order.class, new Key(4, 141)).items.remove(0);
                    s.remove(s.find(Country.class, "pl"));
                    s.flush();
                    return s.createSelectionQuery("select count(*) from Item where userId = 4", Long.class)
                            .getSingleResult();
                }));
        answers.ask("rolled back", () -> {
            try (Session s = sessions.openSession()) {
                s.beginTransaction();
                s.remove(s.find(Order.class, new Key(0, 100)));
                s.flush();
                s.getTransaction().rollback();
            }
            return all(sessions);
        });
    }
}

package io.sluice.it.orm;

import io.sluice.it.orm.MyBatisMapper.Country;
import io.sluice.it.orm.MyBatisMapper.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** Mappers with all three of MyBatis's executors. */
final class MyBatisSample implements Sample {
    @Override
    public void run(DataSource shop, boolean mariaDb, Answers answers) {
        Configuration configuration = new Configuration(new Environment("test", new JdbcTransactionFactory(), shop));
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.addMapper(MyBatisMapper.class);
        SqlSessionFactory sessions = new SqlSessionFactoryBuilder().build(configuration);
        try (SqlSession session = sessions.openSession(true)) {
            MyBatisMapper mapper = session.getMapper(MyBatisMapper.class);
            inserts(mapper, answers);
            reads(session, mapper, answers);
            writes(mapper, answers);
        }
        batches(sessions, answers);
        transactions(sessions, answers);
    }

    private static void inserts(MyBatisMapper mapper, Answers answers) {
        answers.ask("insert with a key", () -> {
            Row row = new Row(7, "Warszawa");
            int count = mapper.insert(row);
            return count + " " + mapper.find(7, row.id);
        });
        answers.ask("insert several with their keys", () -> {
            List<Row> rows = LongStream.range(0, 8)
                    .mapToObj(user -> new Row(user, "city" + user % 3))
                    .toList();
            int count = mapper.insertAll(rows);
            List<Row> found = new ArrayList<>();
            rows.forEach(row -> {
                mapper.insertItem(row.id, row.userId, "pen" + row.userId, new BigDecimal("1.10"));
                found.add(mapper.find(row.userId, row.id));
            });
            return count + " " + found;
        });
        answers.ask("a key by another statement", () -> {
            Map<String, Object> entry = new HashMap<>(Map.of("message", "it's \\ \"quoted\""));
            mapper.log(entry);
            return (Long) entry.get("id") > 0;
        });
        answers.ask(
                "broadcast",
                () -> mapper.replace(new Country("pl", "Poland"))
                        + " " + mapper.upsert(new Country("de", "Germany"))
                        + " " + mapper.upsert(new Country("de", "Niemcy"))
                        + " " + mapper.insertIgnore(new Country("pl", "Polska"))
                        + " " + mapper.country("de") + mapper.country("pl"));
    }

    private static void reads(SqlSession session, MyBatisMapper mapper, Answers answers) {
        answers.ask("nested selects", () -> mapper.withProducts(3));
        answers.ask("an IN list", () -> mapper.search(filter(List.of(1L, 2L, 7L), null, null, null)));
        answers.ask("a LIKE", () -> mapper.search(filter(null, "ity1", "NEW", null)));
        answers.ask("a page", () -> mapper.search(filter(null, null, null, 3)));
        answers.ask("nothing", () -> mapper.search(filter(List.of(99L), "x", "y", 1)));
        answers.ask(
                "row bounds",
                () -> session.selectList(
                        MyBatisMapper.class.getName() + ".search",
                        filter(null, null, null, null),
                        new RowBounds(2, 3)));
        answers.ask("a cursor", () -> {
            List<Object> users = new ArrayList<>();
            try (var cursor = session.<Row>selectCursor(
                    MyBatisMapper.class.getName() + ".search", filter(null, null, null, null))) {
                cursor.forEach(row -> users.add(row.userId));
            }
            return users;
        });
        answers.ask("groups", () -> {
            Map<String, Object> sorted = new TreeMap<>();
            mapper.cities(new BigDecimal("0.5")).forEach((city, row) -> sorted.put(city, new TreeMap<>(row)));
            return sorted;
        });
        answers.ask("a join", () -> mapper.joined(4).stream().map(TreeMap::new).toList());
        answers.ask("pasted text", () -> mapper.pasted("city, `total`", 3, "city DESC, id").stream()
                .map(TreeMap::new)
                .toList());
    }

    private static Map<String, Object> filter(List<Long> users, String city, String status, Integer limit) {
        Map<String, Object> filter = new HashMap<>();
        filter.put("users", users);
        filter.put("city", city);
        filter.put("status", status);
        filter.put("limit", limit);
        filter.put("offset", 2);
        return filter;
    }

    private static void writes(MyBatisMapper mapper, Answers answers) {
        answers.ask("set", () -> {
            Row row = new Row(3, "Gdańsk");
            row.status = null;
            return mapper.update(row) + " " + mapper.lock(3);
        });
        answers.ask("raise", () -> mapper.raise("city1", BigDecimal.TEN));
        answers.ask(
                "totals by CASE",
                () -> mapper.totals(new TreeMap<>(Map.of(1L, new BigDecimal("11.11"), 2L, new BigDecimal("22.22")))));
        answers.ask("delete by OR", () -> mapper.delete(List.of(5L, 6L)));
        answers.ask("after the writes", () -> mapper.search(filter(null, null, null, null)));
    }

    private static void batches(SqlSessionFactory sessions, Answers answers) {
        for (ExecutorType type : new ExecutorType[] {ExecutorType.BATCH, ExecutorType.REUSE}) {
            answers.ask("executor " + type, () -> {
                try (SqlSession session = sessions.openSession(type)) {
                    MyBatisMapper mapper = session.getMapper(MyBatisMapper.class);
                    List<Row> rows = new ArrayList<>();
                    for (long user = 20; user < 26; user++) {
                        rows.add(new Row(user, type.name()));
                        mapper.insert(rows.get(rows.size() - 1));
                    }
                    mapper.raise(type.name(), BigDecimal.ONE);
                    session.flushStatements();
                    session.commit();
                    return rows.stream().allMatch(row -> mapper.find(row.userId, row.id) != null) + " "
                            + mapper.search(filter(null, type.name(), null, null));
                }
            });
        }
    }

    private static void transactions(SqlSessionFactory sessions, Answers answers) {
        answers.ask("rolled back", () -> {
            try (SqlSession session = sessions.openSession(false)) {
                MyBatisMapper mapper = session.getMapper(MyBatisMapper.class);
                mapper.insert(new Row(1, "gone"));
                mapper.insert(new Row(2, "gone"));
                mapper.replace(new Country("xx", "gone"));
                session.rollback();
                return mapper.search(filter(null, "gone", null, null)) + " " + mapper.country("xx");
            }
        });
    }
}

package io.sluice.it.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLType;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Arguments for the methods of {@code java.sql}. */
final class Samples {
    /** Columns of kinds. */
    static final int COLUMNS = 16;

    private static final Class<?>[] CLASSES = {
        String.class,
        Integer.class,
        Long.class,
        Boolean.class,
        BigDecimal.class,
        BigInteger.class,
        Double.class,
        byte[].class,
        Date.class,
        Time.class,
        Timestamp.class,
        java.util.Date.class,
        Calendar.class,
        LocalDate.class,
        LocalTime.class,
        LocalDateTime.class,
        OffsetDateTime.class,
        Instant.class,
        java.time.ZonedDateTime.class,
        java.time.Duration.class,
        java.sql.Blob.class,
        java.sql.Clob.class,
        java.sql.SQLXML.class,
        Thread.class
    };

    private static final String QUERY = "SELECT id, word FROM kinds ORDER BY id";
    private static final String CHANGE = "UPDATE kinds SET n = n + 1 WHERE id = 1";
    private static final String INSERT = "INSERT INTO audit_log (note) VALUES ('a')";

    private Samples() {}

    /** The argument lists for a method. */
    static List<Object[]> of(Class<?> owner, Method method) {
        if (method.getParameterCount() == 0) {
            return List.of(new Object[][] {{}});
        }
        List<Object[]> own = own(owner, method);
        if (own != null) {
            return own;
        }
        List<List<@Nullable Object>> each = new ArrayList<>();
        int most = 0;
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            List<@Nullable Object> values = values(owner, method, types[i], i);
            each.add(values);
            most = Math.max(most, values.size());
        }
        List<Object[]> all = new ArrayList<>();
        for (int k = 0; k < most; k++) {
            Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                List<@Nullable Object> values = each.get(i);
                arguments[i] = values.isEmpty() ? null : values.get(Math.min(k, values.size() - 1));
            }
            all.add(arguments);
        }
        return all;
    }

    private static @Nullable List<Object[]> own(Class<?> owner, Method method) {
        Class<?>[] types = method.getParameterTypes();
        String name = method.getName();
        boolean setter = PreparedStatement.class.isAssignableFrom(owner) && name.startsWith("set");
        if (name.equals("getObject") && types.length == 2 && types[1] == Class.class) {
            return columnsAndClasses(types[0] == String.class);
        }
        if (name.equals("setObject") && setter && types[0] == int.class && types.length == 3) {
            return objectsAndTypes(types[2] == SQLType.class);
        }
        boolean kinds = name.equals("createStatement") || name.equals("prepareStatement") || name.equals("prepareCall");
        if (owner == Connection.class && kinds && types[types.length - 1] == int.class) {
            return statements(types);
        }
        return switch (name) {
            case "setNetworkTimeout" ->
                list(new Object[][] {{direct(), 5000}, {direct(), 0}, {direct(), -1}, {null, 5}});
            case "getCrossReference" -> list(new Object[][] {{null, null, "kinds", null, null, "orders"}});
            default -> owner == DatabaseMetaData.class ? FactSamples.of(method) : null;
        };
    }

    private static List<Object[]> statements(Class<?>[] types) {
        int[][] kinds = {
            {1003, 1007, 1}, {1004, 1007, 2}, {1005, 1007, 1}, {1004, 1008, 1}, {1003, 1008, 1}, {0, 0, 0}, {1, 1, 1}
        };
        List<Object[]> all = new ArrayList<>();
        for (int[] kind : kinds) {
            Object[] arguments = new Object[types.length];
            int from = types[0] == String.class ? 1 : 0;
            arguments[0] = QUERY;
            for (int i = from; i < types.length; i++) {
                arguments[i] = kind[i - from];
            }
            all.add(arguments);
        }
        return all;
    }

    private static List<Object[]> list(@Nullable Object[][] arguments) {
        return List.of(arguments);
    }

    private static List<Object[]> columnsAndClasses(boolean byName) {
        List<Object[]> all = new ArrayList<>();
        for (int column = 1; column <= COLUMNS; column++) {
            for (Class<?> type : CLASSES) {
                all.add(new Object[] {byName ? "word" : (Object) column, type});
            }
            if (byName) {
                break;
            }
        }
        return all;
    }

    private static List<Object[]> objectsAndTypes(boolean sqlType) {
        JDBCType[] types = {
            JDBCType.VARCHAR, JDBCType.BIGINT, JDBCType.DECIMAL, JDBCType.BOOLEAN, JDBCType.DATE, JDBCType.TIME,
            JDBCType.TIMESTAMP, JDBCType.TIMESTAMP_WITH_TIMEZONE, JDBCType.BLOB, JDBCType.CLOB, JDBCType.OTHER,
                    JDBCType.ARRAY
        };
        List<Object[]> all = new ArrayList<>();
        for (Object value : objects()) {
            for (JDBCType type : types) {
                all.add(new Object[] {1, value, sqlType ? type : (Object) type.getVendorTypeNumber()});
            }
        }
        return all;
    }

    private static List<Object> objects() {
        return List.of(
                "7",
                "2024-02-03",
                "abc",
                7,
                7L,
                7.5,
                new BigDecimal("7.50"),
                BigInteger.TEN,
                true,
                'c',
                new byte[] {1, 2},
                Date.valueOf("2024-02-03"),
                Time.valueOf("10:11:12"),
                Timestamp.valueOf("2024-02-03 10:11:12.5"),
                LocalDate.of(2024, 2, 3),
                LocalTime.of(10, 11, 12),
                LocalDateTime.of(2024, 2, 3, 10, 11, 12),
                OffsetDateTime.of(2024, 2, 3, 10, 11, 12, 0, ZoneOffset.UTC),
                LocalDateTime.of(2024, 2, 3, 10, 11).atZone(ZoneOffset.UTC),
                Instant.ofEpochSecond(1_700_000_000),
                java.time.Duration.ofHours(30),
                java.time.Year.of(2024),
                new java.util.Date(1_700_000_000_000L),
                Thread.State.NEW,
                new Things());
    }

    /** No driver knows it. */
    static final class Things {}

    static Executor direct() {
        return Runnable::run;
    }

    private static List<@Nullable Object> values(Class<?> owner, Method method, Class<?> type, int position) {
        boolean index = position == 0 && (PreparedStatement.class.isAssignableFrom(owner));
        if (type == int.class) {
            return index ? list(1, 1, 0, 2, 1) : ints(owner, method);
        }
        if (type == String.class) {
            return strings(owner, method, position);
        }
        if (type == Object.class) {
            List<@Nullable Object> all = new ArrayList<>(objects());
            all.add(null);
            return all;
        }
        if (type == Class.class) {
            return list(owner, Statement.class, Thread.class, String.class, null);
        }
        return plain(type);
    }

    private static List<@Nullable Object> ints(Class<?> owner, Method method) {
        if (owner == ResultSet.class || owner == java.sql.ResultSetMetaData.class) {
            List<@Nullable Object> columns = new ArrayList<>();
            for (int i = 0; i <= COLUMNS + 1; i++) {
                columns.add(i);
            }
            return columns;
        }
        if (method.getName().equals("setFetchDirection")) {
            return list(1000, 1001, 1002, 7);
        }
        return list(1, 2, 0, -1, 8, 4, Integer.MIN_VALUE, 1_000_000);
    }

    private static List<@Nullable Object> strings(Class<?> owner, Method method, int position) {
        boolean sql = position == 0 && (Statement.class.isAssignableFrom(owner) || owner == Connection.class);
        String name = method.getName();
        if (sql
                && (name.startsWith("exec")
                        || name.startsWith("prepare")
                        || name.equals("addBatch")
                        || name.equals("nativeSQL"))) {
            return list(QUERY, CHANGE, INSERT, "SELECT {fn UCASE('a')}, {ts '2024-02-03 10:11:12'}", "", "SELEC", null);
        }
        if (owner == ResultSet.class) {
            return list("word", "ID", "kinds.word", "nope", "", null);
        }
        return list("word", "it's", "", "nope", null);
    }

    private static List<@Nullable Object> plain(Class<?> type) {
        Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        Map<Class<?>, List<@Nullable Object>> samples = Map.ofEntries(
                Map.entry(boolean.class, list(true, false)),
                Map.entry(byte.class, list((byte) 1, (byte) -1)),
                Map.entry(short.class, list((short) 1, (short) -1)),
                Map.entry(long.class, list(1L, 3L, 0L, -1L)),
                Map.entry(float.class, list(1.5f, Float.NaN)),
                Map.entry(double.class, list(1.5, Double.NaN, Double.POSITIVE_INFINITY)),
                Map.entry(byte[].class, list(new byte[] {1, 2, 39, 0}, null)),
                Map.entry(BigDecimal.class, list(new BigDecimal("1.50"), null)),
                Map.entry(Date.class, list(Date.valueOf("2024-02-03"), null)),
                Map.entry(Time.class, list(Time.valueOf("10:11:12"), null)),
                Map.entry(Timestamp.class, list(Timestamp.valueOf("2024-02-03 10:11:12.5"), null)),
                Map.entry(Calendar.class, list(utc, null)),
                Map.entry(Executor.class, list(direct(), null)),
                Map.entry(SQLType.class, list(JDBCType.VARCHAR, JDBCType.INTEGER, JDBCType.REF)),
                Map.entry(int[].class, list(new int[] {1}, new int[0], null)),
                Map.entry(String[].class, list(new String[] {"id"}, new String[0], null)),
                Map.entry(Object[].class, list(new Object[] {1}, null)),
                Map.entry(Map.class, list(Map.of(), Map.of("x", String.class), null)));
        List<@Nullable Object> found = samples.get(type);
        return found != null ? found : list(fresh(type));
    }

    /** What can be read once. */
    private static @Nullable Object[] fresh(Class<?> type) {
        if (type == InputStream.class) {
            return new @Nullable Object[] {new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)), null};
        }
        if (type == Reader.class) {
            return new @Nullable Object[] {new StringReader("abc"), null};
        }
        if (type == URL.class) {
            try {
                return new Object[] {URI.create("http://a.b/c").toURL()};
            } catch (java.net.MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
        if (type == Properties.class) {
            Properties properties = new Properties();
            properties.setProperty("ApplicationName", "test");
            return new Object[] {properties};
        }
        return new @Nullable Object[] {null};
    }

    private static List<@Nullable Object> list(@Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object value : values) {
            all.add(value);
        }
        return all;
    }
}

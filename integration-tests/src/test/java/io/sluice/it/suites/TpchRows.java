package io.sluice.it.suites;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rows of TPC-H at a small scale, the same each time: fewer distinct values than the specification has, so that each query finds
 * some. Not thread-safe.
 */
final class TpchRows {
    private static final int SUPPLIERS = 20;
    private static final int PARTS = 60;
    private static final int CUSTOMERS = 90;
    private static final int ORDERS = 800;
    /** Those where somebody lives: two of each region. */
    private static final int[] LIVED_IN = {2, 3, 5, 6, 7, 8, 10, 14, 18, 20};

    private static final String[] REGIONS = {"AFRICA", "AMERICA", "ASIA", "EUROPE", "MIDDLE EAST"};
    /** Name and region. */
    private static final String[] NATIONS = {
        "ALGERIA 0", "ARGENTINA 1", "BRAZIL 1", "CANADA 1", "EGYPT 4", "ETHIOPIA 0", "FRANCE 3", "GERMANY 3", "INDIA 2",
        "INDONESIA 2", "IRAN 4", "IRAQ 4", "JAPAN 2", "JORDAN 4", "KENYA 0", "MOROCCO 0", "MOZAMBIQUE 0", "PERU 1",
        "CHINA 2", "ROMANIA 3", "SAUDI ARABIA 4", "VIETNAM 2", "RUSSIA 3", "UNITED KINGDOM 3", "UNITED STATES 1"
    };

    private static final String[] COLOURS = {"forest", "green", "lemon", "linen", "rose", "sky"};
    private static final String[] TYPES = {
        "ECONOMY ANODIZED STEEL",
        "PROMO BURNISHED COPPER",
        "STANDARD POLISHED BRASS",
        "MEDIUM POLISHED TIN",
        "LARGE PLATED BRASS",
        "SMALL BRUSHED NICKEL"
    };
    private static final int[] SIZES = {15, 3, 9, 14, 4, 23, 36, 1, 45, 49};
    private static final String[] BRANDS = {"Brand#12", "Brand#23", "Brand#34", "Brand#45"};
    private static final String[] CONTAINERS = {"SM BOX", "MED BOX", "LG BOX", "MED BOX", "JUMBO JAR"};
    private static final String[] SEGMENTS = {"AUTOMOBILE", "BUILDING", "FURNITURE", "HOUSEHOLD", "MACHINERY"};
    private static final String[] PRIORITIES = {"1-URGENT", "2-HIGH", "3-MEDIUM", "4-NOT SPECIFIED", "5-LOW"};
    private static final String[] MODES = {"AIR", "AIR REG", "MAIL", "SHIP", "TRUCK"};
    private static final String[] INSTRUCTIONS = {"DELIVER IN PERSON", "COLLECT COD", "NONE"};
    private static final LocalDate FIRST = LocalDate.of(1992, 1, 1);
    private static final LocalDate TODAY = LocalDate.of(1995, 6, 17);

    private final Random random = new Random(19_950_617);

    /** One INSERT for each table. */
    List<String> inserts() {
        List<String> all = new ArrayList<>();
        all.add(insert("region", REGIONS.length, i -> row(i, REGIONS[i], "region")));
        all.add(insert("nation", NATIONS.length, this::nation));
        all.add(insert("part", PARTS, this::part));
        all.add(insert("supplier", SUPPLIERS, this::supplier));
        all.add(insert("partsupp", PARTS * 4, this::partSupplier));
        all.add(insert("customer", CUSTOMERS, this::customer));
        List<String> orders = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= ORDERS; i++) {
            order(i, orders, lines);
        }
        all.add("INSERT INTO orders VALUES\n" + String.join(",\n", orders));
        all.add("INSERT INTO lineitem VALUES\n" + String.join(",\n", lines));
        return all;
    }

    private static String insert(String table, int rows, IntFunction<String> row) {
        return "INSERT INTO " + table + " VALUES\n"
                + String.join(",\n", IntStream.range(0, rows).mapToObj(row).toList());
    }

    private String nation(int i) {
        int space = NATIONS[i].lastIndexOf(' ');
        return row(i, NATIONS[i].substring(0, space), Integer.parseInt(NATIONS[i].substring(space + 1)), "nation");
    }

    private String part(int i) {
        int key = i + 1;
        return row(
                key,
                COLOURS[i % COLOURS.length] + " " + pick(COLOURS),
                "Manufacturer#" + (1 + i % 5),
                BRANDS[i % BRANDS.length],
                TYPES[(i / 2) % TYPES.length],
                SIZES[random.nextInt(SIZES.length)],
                CONTAINERS[(i + i / 20) % CONTAINERS.length],
                price(key),
                "part " + key);
    }

    private String supplier(int i) {
        int nation = LIVED_IN[i % LIVED_IN.length];
        String comment = i == 7 ? "the Customer has Complaints" : "supplier " + (i + 1);
        return row(
                i + 1, numbered("Supplier", i + 1), "street " + i, nation, phone(nation), money(-999, 9999), comment);
    }

    private String partSupplier(int i) {
        int part = i / 4 + 1;
        return row(part, supplierOf(part, i % 4), 1 + random.nextInt(400), money(1, 1000), "offer");
    }

    private static int supplierOf(int part, int nth) {
        return (part + nth * (SUPPLIERS / 4 + 1)) % SUPPLIERS + 1;
    }

    private String customer(int i) {
        int nation = LIVED_IN[(i * 7) % LIVED_IN.length];
        return row(
                i + 1,
                numbered("Customer", i + 1),
                "road " + i,
                nation,
                phone(nation),
                money(-999, 9999),
                SEGMENTS[i % SEGMENTS.length],
                "customer " + (i + 1));
    }

    /** A third of the customers never orders. */
    private void order(int key, List<String> orders, List<String> lines) {
        int customer = random.nextInt(CUSTOMERS / 3) * 3 + 1 + random.nextInt(2);
        LocalDate date = FIRST.plusDays(random.nextInt(2400));
        boolean huge = key % 97 == 5;
        int count = huge ? 7 : 1 + random.nextInt(6);
        long cents = 0;
        int shipped = 0;
        for (int number = 1; number <= count; number++) {
            int part = 1 + random.nextInt(PARTS);
            int quantity = huge ? 44 + random.nextInt(7) : 1 + random.nextInt(50);
            cents += extended(part, quantity);
            LocalDate ship = date.plusDays(1 + random.nextInt(121));
            shipped += ship.isAfter(TODAY) ? 0 : 1;
            lines.add(line(key, number, part, quantity, date, ship));
        }
        String status = shipped == count ? "F" : shipped == 0 ? "O" : "P";
        String comment = key % 11 == 0 ? "some special and quick requests" : "order " + key;
        orders.add(row(
                key, customer, status, decimal(cents), date, pick(PRIORITIES), numbered("Clerk", key % 9), 0, comment));
    }

    private static long extended(int part, int quantity) {
        return quantity * (90_000L + part * 100);
    }

    private String line(int key, int number, int part, int quantity, LocalDate date, LocalDate ship) {
        LocalDate receipt = ship.plusDays(1 + random.nextInt(30));
        return row(
                key,
                part,
                supplierOf(part, random.nextInt(4)),
                number,
                quantity,
                decimal(extended(part, quantity)),
                "0.0" + random.nextInt(10),
                "0.0" + random.nextInt(9),
                receipt.isAfter(TODAY) ? "N" : pick("R", "A"),
                ship.isAfter(TODAY) ? "O" : "F",
                ship,
                date.plusDays(30 + random.nextInt(61)),
                receipt,
                pick(INSTRUCTIONS),
                pick(MODES),
                "line " + number);
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }

    private String money(int from, int to) {
        return decimal(random.nextInt(from * 100, to * 100));
    }

    private static String price(int part) {
        return decimal(90_000L + part * 100);
    }

    private static String decimal(long cents) {
        return java.math.BigDecimal.valueOf(cents, 2).toPlainString();
    }

    private String phone(int nation) {
        return (nation + 10) + "-" + (100 + random.nextInt(900)) + "-" + (1000 + random.nextInt(9000));
    }

    private static String numbered(String what, int number) {
        return String.format(Locale.ROOT, "%s#%09d", what, number);
    }

    private static String row(Object... values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add("'" + value + "'");
        }
        return "(" + String.join(", ", texts) + ")";
    }
}

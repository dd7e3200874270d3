package io.sluice.it.oracle;

import java.util.List;

/** A column's type with a few of its values, so few that equal ones meet. */
enum Kind {
    TINY("TINYINT", Family.WHOLE, List.of("-3", "-1", "0", "1", "2", "3", "7", "127")),
    INT("INT", Family.WHOLE, List.of("-5", "-1", "0", "1", "2", "3", "4", "5", "8", "100")),
    BIG("BIGINT", Family.WHOLE, List.of("-4", "0", "1", "2", "3", "6", "9", "4000000000", "-4000000000")),
    UNSIGNED("INT UNSIGNED", Family.WHOLE, List.of("0", "1", "2", "3", "5", "4294967295")),
    HUGE(
            "BIGINT UNSIGNED",
            Family.HUGE,
            List.of("0", "1", "2", "9223372036854775807", "9223372036854775808", "18446744073709551615")),
    DECIMAL("DECIMAL(10,2)", Family.EXACT, List.of("-1.50", "0.00", "0.01", "1.00", "1.10", "2.35", "99999999.99")),
    LONG_DECIMAL(
            "DECIMAL(20,6)", Family.EXACT, List.of("-0.000001", "0.1", "0.333333", "1", "2.5", "12345678901.654321")),
    FLOAT("FLOAT", Family.APPROXIMATE, List.of("-2.5", "0", "0.25", "0.5", "1", "1.75", "1024")),
    DOUBLE("DOUBLE", Family.APPROXIMATE, List.of("-1e6", "-0.125", "0", "0.5", "1", "3.75", "1048576.5")),
    FOLDED("VARCHAR(20) COLLATE %s", Family.FOLDED, Words.FOLDED),
    BINARY("VARCHAR(20) COLLATE utf8mb4_bin", Family.BINARY, Words.BINARY),
    FIXED("CHAR(8) COLLATE %s", Family.FOLDED, List.of("''", "'a'", "'A'", "'b'", "'bb'", "'c  '", "'ä'", "'Z'")),
    DAY("DATE", Family.DAY, List.of("'2024-02-29'", "'2025-12-31'", "'2026-01-01'", "'2026-01-15'", "'2026-03-31'")),
    MOMENT(
            "DATETIME",
            Family.MOMENT,
            List.of(
                    "'2025-12-31 23:59:59'",
                    "'2026-01-01 00:00:00'",
                    "'2026-01-15 08:30:00'",
                    "'2026-02-01 00:00:00'")),
    FINE_MOMENT(
            "DATETIME(3)",
            Family.MOMENT,
            List.of(
                    "'2026-01-01 00:00:00.000'",
                    "'2026-01-01 00:00:00.001'",
                    "'2026-01-15 08:30:00.5'",
                    "'2026-02-02 02:02:02.222'")),
    TIME("TIME", Family.TIME, List.of("'-01:00:00'", "'00:00:00'", "'00:00:01'", "'12:30:00'", "'100:00:00'")),
    LABEL("ENUM('small','Large','medium') COLLATE %s", Family.LABEL, List.of("'small'", "'Large'", "'medium'"));

    private final String type;
    private final Family family;
    private final List<String> values;

    Kind(String type, Family family, List<String> values) {
        this.type = type;
        this.family = family;
        this.values = values;
    }

    String type(String collation) {
        return type.replace("%s", collation);
    }

    Family family() {
        return family;
    }

    /** SQL literals. */
    List<String> samples() {
        return values;
    }

    private static final class Words {
        // Neither s nor ss: whether they are ß is a matter of the collation.
        static final List<String> FOLDED = List.of(
                "''", "'a'", "'A'", "'á'", "'b'", "'B'", "'b '", "'ab'", "'Ab'", "'aB '", "'z'", "'ß'", "'😀'", "'🎉'",
                "'中文'", "'%'", "'x_y'", "'it''x'", "'10'", "'9'");
        static final List<String> BINARY =
                List.of("''", "'a'", "'A'", "'b'", "'B'", "'b '", "'á'", "'ß'", "'😀'", "'🎉'", "'10'", "'9'");
    }
}

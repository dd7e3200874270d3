package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.gather.LoadForm;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.Row;
import java.util.Locale;

/**
 * Values of an answer as literals that mean the same where they are stored. Which literal, is known by what the answer says of its
 * column (protocol page "Column Definition") and by the type of the column that takes the value: what is converted on its way must be
 * converted as one server would.
 */
final class ResultForm {
    private static final int BINARY = 63;
    private static final int ZEROFILL = 0x40;
    private static final int ENUM_OR_SET = 0x900;

    private final LoadColumn written;

    private ResultForm(LoadForm form) {
        this.written = new LoadColumn("", form, "utf8mb4");
    }

    /**
     * The form of an answer's column.
     *
     * @param target the type of the column that takes the value, as information_schema calls it
     * @throws RoutingException where the value may become another one
     */
    static ResultForm of(ColumnMeta meta, String target) {
        String type = target.toLowerCase(Locale.ROOT);
        boolean text = type.endsWith("char") || type.endsWith("text");
        boolean bytes = type.endsWith("binary") || type.endsWith("blob");
        return switch (meta.type()) {
            case 0, 1, 2, 3, 8, 9, 13, 246 -> {
                if ((text || bytes) && (meta.flags() & ZEROFILL) != 0) {
                    throw refused("a ZEROFILL number");
                }
                yield new ResultForm(LoadForm.DIGITS);
            }
            case 5 -> new ResultForm(LoadForm.REAL);
            case 6 -> new ResultForm(LoadForm.DIGITS); // nothing but NULL
            case 10 -> temporal(text || type.equals("date") || type.equals("datetime") || type.equals("timestamp"));
            case 11 -> temporal(text || type.equals("time"));
            case 12 -> temporal(text || type.equals("datetime") || type.equals("timestamp"));
            case 7 -> temporal(text || type.equals("datetime"));
            case 15, 247, 248, 249, 250, 251, 252, 253, 254 -> string(meta, type, text, bytes);
            default -> throw refused("a value of this type");
        };
    }

    private static ResultForm temporal(boolean kept) {
        if (!kept) {
            throw refused("a date or time stored in a column of another type");
        }
        return new ResultForm(LoadForm.QUOTED);
    }

    private static ResultForm string(ColumnMeta meta, String type, boolean text, boolean bytes) {
        if (meta.charset() == BINARY) {
            if (!text && !bytes) {
                throw refused("a binary string stored in a column of another type");
            }
            return new ResultForm(LoadForm.BYTES);
        }
        if (!utf8mb4(meta.charset())) {
            // In another one some of it may have become question marks.
            throw refused("text that comes in another character set than utf8mb4");
        }
        boolean labels = (meta.flags() & ENUM_OR_SET) != 0 || meta.type() == 247 || meta.type() == 248;
        if (labels && !text && !type.equals("enum") && !type.equals("set")) {
            throw refused("an ENUM or SET stored in a column of another type");
        }
        if (bytes) {
            throw refused("text stored in a binary column");
        }
        return new ResultForm(LoadForm.TEXT);
    }

    /** By the number of a collation (information_schema.COLLATIONS of MySQL 8.0 and MariaDB 11.4). */
    private static boolean utf8mb4(int collation) {
        boolean own = collation == 45 || collation == 46 || (collation >= 224 && collation <= 247);
        boolean mysql = collation >= 255 && collation <= 323;
        boolean mariaDb = collation >= 2304 && collation < 2560;
        return own || mysql || mariaDb || collation == 1069 || collation == 1070 || collation == 1248;
    }

    private static RoutingException refused(String what) {
        return RoutingError.CROSS_SHARD.with(what, "select it as a type that is stored as it is, or write by one key");
    }

    /** Appends the value of a row's column. */
    void write(Row row, int column, StringBuilder out) {
        written.write(row, column, out);
    }
}

package io.sluice.routing.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a physical table, as information_schema.columns tells it.
 *
 * @param name as created
 * @param position 0-based; {@link #INVISIBLE} for a column that neither {@code *} nor an INSERT without column list means
 * @param type data type in lower case without length: {@code bigint}, {@code varchar}, {@code enum}
 * @param unsigned for numeric types
 * @param length characters or digits, 0 where it has none
 * @param scale digits after the point, fractional seconds for temporal types
 * @param nullable accepts NULL
 * @param autoIncrement AUTO_INCREMENT
 * @param hasDefault has a DEFAULT (explicit, or implicit NULL)
 * @param collation of character types, else null
 * @param members the values of an ENUM in order, empty for other types
 * @param constant the constant of its DEFAULT as a string, null where it has none or an expression
 * @param declared the type as CREATE TABLE writes it: {@code varchar(20)}, {@code int unsigned}
 * @param generated made of other columns: it cannot be written
 */
public record Column(
        String name,
        int position,
        String type,
        boolean unsigned,
        int length,
        int scale,
        boolean nullable,
        boolean autoIncrement,
        boolean hasDefault,
        @Nullable String collation,
        List<String> members,
        @Nullable String constant,
        String declared,
        boolean generated) {
    public Column {
        members = List.copyOf(members);
    }

    /** A column that is no ENUM, has no constant for DEFAULT, and whose declaration is not known. */
    public Column(
            String name,
            int position,
            String type,
            boolean unsigned,
            int length,
            int scale,
            boolean nullable,
            boolean autoIncrement,
            boolean hasDefault,
            @Nullable String collation) {
        this(
                name,
                position,
                type,
                unsigned,
                length,
                scale,
                nullable,
                autoIncrement,
                hasDefault,
                collation,
                List.of(),
                null,
                type,
                false);
    }

    /** The position of an INVISIBLE column. */
    public static final int INVISIBLE = -1;

    /** False for an INVISIBLE column. */
    public boolean visible() {
        return position != INVISIBLE;
    }

    /** True for CHAR, VARCHAR and the TEXT types: values compare by collation. */
    public boolean text() {
        return collation != null && !type.equals("enum") && !type.equals("set");
    }
}

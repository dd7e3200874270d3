package io.sluice.routing.keys;

import io.sluice.routing.rules.KeyType;
import io.sluice.routing.schema.Column;
import org.jspecify.annotations.Nullable;

/** How a column compares; by its data type, or by the rule's key type where the column is not known. */
enum ColumnKind {
    WHOLE,
    DECIMAL,
    TEXT,
    DATE,
    DATETIME,
    BYTES,
    /** FLOAT and DOUBLE (not exact), TIMESTAMP (moves with the session's time zone), TIME, BIT, JSON, SET … */
    UNPROVABLE;

    static ColumnKind of(@Nullable Column column, KeyType type) {
        return column == null ? valueOf(type.name()) : of(column.type());
    }

    private static ColumnKind of(String dataType) {
        return switch (dataType) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint" -> WHOLE;
            case "decimal", "numeric" -> DECIMAL;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum" -> TEXT;
            case "date" -> DATE;
            case "datetime" -> DATETIME;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> BYTES;
            default -> UNPROVABLE;
        };
    }
}

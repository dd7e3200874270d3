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
    /** An instant that reads and compares in the session's time zone. */
    TIMESTAMP,
    YEAR,
    /** Labels that are numbers, too. */
    ENUM,
    BIT,
    /** FLOAT and DOUBLE (not exact), TIME, JSON, SET … */
    UNPROVABLE;

    static ColumnKind of(@Nullable Column column, KeyType type) {
        return column == null ? valueOf(type.name()) : of(column.type());
    }

    private static ColumnKind of(String dataType) {
        return switch (dataType) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint" -> WHOLE;
            case "decimal", "numeric" -> DECIMAL;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> TEXT;
            case "enum" -> ENUM;
            case "date" -> DATE;
            case "datetime" -> DATETIME;
            case "timestamp" -> TIMESTAMP;
            case "year" -> YEAR;
            case "bit" -> BIT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> BYTES;
            default -> UNPROVABLE;
        };
    }
}

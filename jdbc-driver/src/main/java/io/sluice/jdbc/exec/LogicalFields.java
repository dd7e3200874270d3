package io.sluice.jdbc.exec;

import com.mysql.cj.protocol.ColumnDefinition;
import com.mysql.cj.result.DefaultColumnDefinition;
import com.mysql.cj.result.Field;
import com.mysql.cj.util.LazyString;
import io.sluice.routing.route.LogicalNames;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Connector/J's column definitions under the names the application knows. */
@NullUnmarked
final class LogicalFields {
    private LogicalFields() {}

    /** @param names null where nothing is called otherwise: then the columns themselves */
    static ColumnDefinition of(ColumnDefinition columns, @Nullable LogicalNames names) {
        return names == null ? columns : new DefaultColumnDefinition(of(columns.getFields(), names));
    }

    static Field[] of(Field[] fields, @Nullable LogicalNames names) {
        if (names == null) {
            return fields;
        }
        Field[] named = new Field[fields.length];
        for (int i = 0; i < named.length; i++) {
            named[i] = of(fields[i], names);
        }
        return named;
    }

    private static Field of(Field field, LogicalNames names) {
        String physical = field.getOriginalTableName();
        if (physical == null || physical.isEmpty()) {
            return field;
        }
        String alias = field.getTableName();
        String schema = field.getDatabaseName();
        return new Field(
                lazy(schema == null ? "" : names.schema(schema)),
                lazy(alias == null ? "" : names.alias(alias, physical)),
                lazy(names.table(physical)),
                lazy(field.getName()),
                lazy(field.getOriginalName()),
                field.getLength(),
                field.getMysqlTypeId(),
                field.getFlags(),
                field.getDecimals(),
                field.getCollationIndex(),
                field.getEncoding(),
                field.getMysqlType());
    }

    private static LazyString lazy(String text) {
        return new LazyString(text == null ? "" : text);
    }
}

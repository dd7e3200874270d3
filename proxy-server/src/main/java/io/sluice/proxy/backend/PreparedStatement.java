package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.ColumnDefinition;
import java.util.List;

/**
 * A statement prepared on one backend connection.
 *
 * @param id what COM_STMT_EXECUTE names, on that connection only
 * @param parameters one definition per {@code ?}
 * @param columns result columns; empty for statements without rows
 * @param warnings number of warnings of the preparation
 */
public record PreparedStatement(
        int id, List<ColumnDefinition> parameters, List<ColumnDefinition> columns, int warnings) {
    public PreparedStatement {
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
    }
}

package io.sluice.it.reading;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One connection of Sluice's driver. Its texts are UTF-8, whatever they are about. Not thread-safe. */
final class DriverSide implements Side {
    private final Connection connection;

    DriverSide(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Said say(byte[] sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean rows = statement.execute(new String(sql, StandardCharsets.UTF_8));
            return rows ? rows(statement) : new Said(0, "", Math.max(0, statement.getUpdateCount()), List.of());
        } catch (SQLException e) {
            return Said.error(e.getErrorCode() == 0 ? -1 : e.getErrorCode(), String.valueOf(e.getMessage()));
        }
    }

    private static Said rows(Statement statement) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    cell(result.getBytes(i), row);
                }
                rows.add(row.toString());
            }
        }
        return new Said(0, "", -1, rows);
    }

    /** As a packet has it: the length in its shortest form, then the bytes. */
    private static void cell(byte[] value, StringBuilder row) {
        if (value == null) {
            row.append('\u00fb');
            return;
        }
        int length = value.length;
        if (length < 251) {
            row.append((char) length);
        } else {
            row.append('\u00fc').append((char) (length & 0xFF)).append((char) (length >>> 8 & 0xFF));
        }
        row.append(new String(value, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.sluice.jdbc.exec;

import io.sluice.routing.session.SessionImage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** JDBC's isolation levels in MySQL's words. */
final class Isolation {
    private Isolation() {}

    static String words(int level) throws SQLException {
        return switch (level) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "READ UNCOMMITTED";
            case Connection.TRANSACTION_READ_COMMITTED -> "READ COMMITTED";
            case Connection.TRANSACTION_REPEATABLE_READ -> "REPEATABLE READ";
            case Connection.TRANSACTION_SERIALIZABLE -> "SERIALIZABLE";
            case Connection.TRANSACTION_NONE ->
                throw new SQLException("Transaction isolation level NONE not supported by MySQL");
            default -> throw new SQLException("Unsupported transaction isolation level '" + level + "'", "S1C00");
        };
    }

    /** The session's level; MySQL's default where it has set none. */
    static int of(SessionImage image) {
        String value = image.value("transaction_isolation");
        String text = value == null ? image.value("tx_isolation") : value;
        if (text == null) {
            return Connection.TRANSACTION_REPEATABLE_READ;
        }
        return switch (text.toUpperCase(Locale.ROOT).replace("'", "").replace(' ', '-')) {
            case "READ-UNCOMMITTED" -> Connection.TRANSACTION_READ_UNCOMMITTED;
            case "READ-COMMITTED" -> Connection.TRANSACTION_READ_COMMITTED;
            case "SERIALIZABLE" -> Connection.TRANSACTION_SERIALIZABLE;
            default -> Connection.TRANSACTION_REPEATABLE_READ;
        };
    }
}

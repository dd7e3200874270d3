package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Asks a server whether a text is a syntax error, by preparing and never executing it: the server's words are the best answer. */
final class SyntaxQuestion {
    private static final int ER_PARSE_ERROR = 1064;

    private SyntaxQuestion() {}

    /** The server's 1064; empty where the text is good SQL to it (or it cannot tell). */
    static Optional<SQLException> ask(Connection shard, String sql) {
        try (PreparedStatement prepared = shard.unwrap(JdbcConnection.class).serverPrepareStatement(sql)) {
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e).filter(error -> error.getErrorCode() == ER_PARSE_ERROR);
        }
    }
}

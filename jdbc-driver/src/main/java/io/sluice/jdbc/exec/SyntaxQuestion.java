package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Asks a server whether a text is a syntax error, by preparing and never executing it: the server's words are the best answer. */
final class SyntaxQuestion {
    private static final int ER_PARSE_ERROR = 1064;

    private SyntaxQuestion() {}

    /** The server's 1064, or null where the text is good SQL to it (or it cannot tell). */
    static @Nullable SQLException ask(Connection shard, String sql) {
        try (PreparedStatement prepared = shard.unwrap(JdbcConnection.class).serverPrepareStatement(sql)) {
            return null;
        } catch (SQLException e) {
            return e.getErrorCode() == ER_PARSE_ERROR ? e : null;
        }
    }
}

package io.sluice.jdbc;

import io.sluice.routing.RoutingError;
import io.sluice.routing.causality.Token;
import io.sluice.routing.session.Session;
import java.sql.SQLException;

/** What sessions tell each other of their writes. */
final class CausalTokens {
    private CausalTokens() {}

    static String of(Session session) {
        return session.causality().token().toString();
    }

    static void accept(Session session, String token) throws SQLException {
        try {
            session.causality()
                    .accept(Token.of(token), session.cluster().shards().keySet());
        } catch (IllegalArgumentException wrong) {
            throw Errors.of(RoutingError.WRONG_VALUE_FOR_VARIABLE.with("sluice_token", token));
        }
    }
}

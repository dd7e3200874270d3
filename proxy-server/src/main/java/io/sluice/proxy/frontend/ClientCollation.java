package io.sluice.proxy.frontend;

import io.sluice.routing.session.Session;

/** The collation id of a login, which sets the client's character set. */
final class ClientCollation {
    private ClientCollation() {}

    /** Tells the session. An id that is not known is taken as utf8mb4, as a server takes its own default. */
    static void apply(Session session, int id) {
        boolean mariaDb = session.cluster().dialect().mariaDb();
        switch (id) {
            case 8 -> session.loginCharset("latin1", null);
            case 47 -> session.loginCharset("latin1", "latin1_bin");
            case 48 -> session.loginCharset("latin1", "latin1_general_ci");
            case 11 -> session.loginCharset("ascii", null);
            case 63 -> session.loginCharset("binary", null);
            case 33 -> session.loginCharset("utf8mb3", null);
            case 46 -> session.loginCharset("utf8mb4", "utf8mb4_bin");
            case 224 -> session.loginCharset("utf8mb4", "utf8mb4_unicode_ci");
            case 255 -> session.loginCharset("utf8mb4", mariaDb ? null : "utf8mb4_0900_ai_ci");
            default -> session.loginCharset("utf8mb4", null);
        }
    }
}

package io.sluice.proxy.frontend;

import io.sluice.routing.session.Session;
import io.sluice.sql.Dialect;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The collation id of a login, which sets the client's character set (information_schema.COLLATIONS has the ids). */
final class ClientCollation {
    private static final int LANGUAGES = 24;

    /** The collations of utf8mb3 from id 192 on, and those of utf8mb4 from 224 on. */
    private static final String[] BY_LANGUAGE =
            """
            unicode_ci icelandic_ci latvian_ci romanian_ci slovenian_ci polish_ci estonian_ci spanish_ci swedish_ci turkish_ci
            czech_ci danish_ci lithuanian_ci slovak_ci spanish2_ci roman_ci persian_ci esperanto_ci hungarian_ci sinhala_ci
            german2_ci croatian_ci unicode_520_ci vietnamese_ci
            """
                    .strip()
                    .split("\\s+");

    private static final Map<Integer, String> NAMES = names();

    /** The character sets that are not read here, by one of their ids each and the ids of all. */
    private static final Map<String, Set<Integer>> OTHERS = Map.ofEntries(
            Map.entry("big5", Set.of(1, 84)),
            Map.entry("gbk", Set.of(28, 87)),
            Map.entry("gb2312", Set.of(24, 86)),
            Map.entry("gb18030", Set.of(248, 249, 250)),
            Map.entry("sjis", Set.of(13, 88)),
            Map.entry("cp932", Set.of(95, 96)),
            Map.entry("ujis", Set.of(12, 91)),
            Map.entry("eucjpms", Set.of(97, 98)),
            Map.entry("euckr", Set.of(19, 85)));

    private ClientCollation() {}

    /**
     * Tells the session. An id that no server knows is taken as utf8mb4, as a server takes its own default.
     *
     * @throws io.sluice.routing.RoutingException for a character set that cannot be read here
     */
    static void apply(Session session, int id) {
        String collation = collation(id, session.cluster().dialect());
        if (collation != null) {
            session.loginCharset(collation.substring(0, (collation + "_").indexOf('_')), collation);
        } else {
            session.loginCharset(other(id), null);
        }
    }

    private static @Nullable String collation(int id, Dialect dialect) {
        boolean mariaDb = dialect.mariaDb();
        if (mariaDb && (id == 213 || id == 245)) {
            return id == 213 ? "utf8mb3_croatian_mysql561_ci" : "utf8mb4_croatian_mysql561_ci";
        }
        // MariaDB has the names of MySQL 8's collations since 11.4.5.
        boolean ofMySql = id == 76 || (id == 255 && dialect.version() < 110405);
        return mariaDb && ofMySql ? null : NAMES.get(id);
    }

    private static String other(int id) {
        for (Map.Entry<String, Set<Integer>> other : OTHERS.entrySet()) {
            if (other.getValue().contains(id)) {
                return other.getKey();
            }
        }
        // Ids up to 191 and 248 to 254 are those of character sets with one byte a character, and of UTF-16 and the
        // like.
        boolean known = id > 0 && id < 255 && id != 17 && id != 76;
        return known ? "#" + id : "utf8mb4";
    }

    private static Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>(Map.of(
                5, "latin1_german1_ci",
                8, "latin1_swedish_ci",
                15, "latin1_danish_ci",
                31, "latin1_german2_ci",
                47, "latin1_bin",
                48, "latin1_general_ci",
                49, "latin1_general_cs",
                94, "latin1_spanish_ci",
                11, "ascii_general_ci",
                65, "ascii_bin"));
        names.putAll(Map.of(
                63, "binary",
                33, "utf8mb3_general_ci",
                76, "utf8mb3_tolower_ci",
                83, "utf8mb3_bin",
                223, "utf8mb3_general_mysql500_ci",
                45, "utf8mb4_general_ci",
                46, "utf8mb4_bin",
                255, "utf8mb4_0900_ai_ci"));
        for (int i = 0; i < LANGUAGES; i++) {
            names.put(192 + i, "utf8mb3_" + BY_LANGUAGE[i]);
            names.put(224 + i, "utf8mb4_" + BY_LANGUAGE[i]);
        }
        return Map.copyOf(names);
    }
}

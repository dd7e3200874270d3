package io.sluice.routing.session;

import io.sluice.routing.keys.Surroundings;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an image's character sets and time zone say of values. */
final class KeySettings {
    private static final int ASCII = 0x7f;

    private KeySettings() {}

    static Surroundings of(SessionImage image) {
        String client = name(image.value(Charsets.CLIENT));
        String collation = name(image.value(Charsets.COLLATION));
        String connection = image.value(Charsets.COLLATION) == null
                ? name(image.value(Charsets.CONNECTION))
                : collation.substring(0, (collation + "_").indexOf('_'));
        return new Surroundings(
                lastCharacter(client, connection),
                connection.startsWith("utf8"),
                zone(image.value("time_zone")),
                zeroIsValue(image.value("sql_mode")));
    }

    private static boolean zeroIsValue(@Nullable String mode) {
        return mode != null && mode.toUpperCase(Locale.ROOT).contains("NO_AUTO_VALUE_ON_ZERO");
    }

    private static int lastCharacter(String client, String connection) {
        if (client.equals("binary") || connection.equals("binary")) {
            return ASCII;
        }
        boolean basic = client.equals("utf8") || client.equals("utf8mb3");
        boolean kept = connection.equals("utf8mb4") || connection.equals(client);
        return !kept ? ASCII : basic ? Character.MAX_VALUE : Character.MAX_CODE_POINT;
    }

    private static String name(@Nullable String sql) {
        return sql == null ? "utf8mb4" : sql.replace("'", "");
    }

    /** Of {@code '+02:00'}; a named zone's rules, and the server's own zone, are the server's business. */
    private static @Nullable ZoneOffset zone(@Nullable String sql) {
        String text = sql == null ? "" : sql.replace("'", "");
        if (text.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        if (!text.matches("[+-][0-9]{2}:[0-9]{2}")) {
            return null;
        }
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}

package io.sluice.routing.schema;

/** What a collation's name alone says of it; the servers' own word is better where there are servers. */
final class Collations {
    /** In scripts that state none. */
    static final String DEFAULT = "utf8mb4_general_ci";

    private Collations() {}

    static Collation named(String name) {
        boolean binary = name.endsWith("_bin") || name.equals("binary");
        boolean padSpace = !name.contains("_0900_") && !name.contains("_nopad_") && !name.equals("binary");
        return new Collation(name, padSpace, binary, padSpace ? space(name) : new byte[0]);
    }

    /** WEIGHT_STRING(' ') of the common collations: two bytes where weights are 16 bits wide. */
    private static byte[] space(String name) {
        if (name.startsWith("utf8mb4_bin")) {
            return new byte[] {0, 0, 0x20};
        }
        if (name.contains("unicode") || name.contains("uca1400")) {
            return new byte[] {0x02, 0x09};
        }
        return name.startsWith("utf8") ? new byte[] {0, 0x20} : new byte[] {0x20};
    }

    /** The default collation of a character set, as MariaDB's and MySQL's older default. */
    static String ofCharset(String charset) {
        return switch (charset) {
            case "binary" -> "binary";
            case "latin1" -> "latin1_swedish_ci";
            case "utf8" -> "utf8mb3_general_ci";
            default -> charset + "_general_ci";
        };
    }
}

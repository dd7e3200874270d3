package io.sluice.routing.schema;

/** Data types as information_schema names them. */
final class ScriptTypes {
    private ScriptTypes() {}

    static String canonical(String word) {
        return switch (word) {
            case "integer" -> "int";
            case "bool", "boolean" -> "tinyint";
            case "numeric", "dec", "fixed" -> "decimal";
            case "real" -> "double";
            case "serial" -> "bigint";
            default -> word;
        };
    }

    static int defaultLength(String type) {
        return switch (type) {
            case "decimal" -> 10;
            case "char", "binary" -> 1;
            case "tinytext", "tinyblob" -> 255;
            case "text", "blob" -> 65_535;
            default -> 0;
        };
    }

    /** The number in parentheses counts digits of a second. */
    static boolean fractional(String type) {
        return type.equals("datetime") || type.equals("timestamp") || type.equals("time");
    }

    /** The number in parentheses means nothing: {@code INT(11)}. */
    static boolean displayWidth(String type) {
        return type.endsWith("int") || type.equals("year");
    }
}

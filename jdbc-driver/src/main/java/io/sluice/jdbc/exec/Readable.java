package io.sluice.jdbc.exec;

import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** Connector/J properties that change how servers read texts: they are the sessions' affair, or there is only one good value. */
final class Readable {
    private static final String SESSION_VARIABLES = "sessionVariables";

    private Readable() {}

    /** @throws SQLException for a property that would make other statements than ours, or a server read other characters than we do */
    static void check(Properties properties) throws SQLException {
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name).toLowerCase(Locale.ROOT).replace("-", "");
            boolean good =
                    switch (name.toLowerCase(Locale.ROOT)) {
                        case "characterencoding" -> value.equals("utf8") || value.equals("utf8mb4") || value.isEmpty();
                        case "connectioncollation" -> value.startsWith("utf8mb4_") || value.isEmpty();
                        case "customcharsetmapping" -> value.isEmpty();
                        default -> true;
                    };
            boolean refused =
                    switch (name.toLowerCase(Locale.ROOT)) {
                        // locators ask for their columns by names of physical tables; the others say what nobody sees
                        // here
                        case "emulatelocators" -> value.equals("true");
                        case "useconfigs", "propertiestransform" -> !value.isEmpty();
                        default -> false;
                    };
            if (refused) {
                throw new SQLException(
                        name + "=" + properties.getProperty(name) + " is not supported by Sluice", "08001");
            }
            if (!good) {
                throw new SQLException(
                        name + "=" + properties.getProperty(name)
                                + " is not supported: texts are always sent in utf8mb4, leave it out",
                        "08001");
            }
        }
    }

    /** What the pools' connections are given. */
    static Properties ofPools(Properties properties) {
        Properties others = new Properties();
        for (String name : properties.stringPropertyNames()) {
            if (!name.equalsIgnoreCase(SESSION_VARIABLES) && !DriverOptions.own(name)) {
                others.setProperty(name, properties.getProperty(name));
            }
        }
        return others;
    }

    /** Connector/J takes semicolons for commas. */
    static String sessionVariables(Properties properties) {
        String value = "";
        for (String name : properties.stringPropertyNames()) {
            value = name.equalsIgnoreCase(SESSION_VARIABLES) ? properties.getProperty(name) : value;
        }
        StringBuilder text = new StringBuilder(value);
        Lexer lexer = new Lexer(value, Dialect.MYSQL);
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token == Token.SEMICOLON) {
                text.setCharAt(lexer.start(), ',');
            }
        }
        text.setLength(lexer.length());
        return text.toString();
    }
}

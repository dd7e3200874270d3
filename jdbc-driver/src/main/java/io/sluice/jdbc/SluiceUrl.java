package io.sluice.jdbc;

import io.sluice.jdbc.exec.ClusterSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * {@code jdbc:sluice:/etc/shop/cluster.yaml}, {@code jdbc:sluice:classpath:shop/cluster.yaml}, or
 * {@code jdbc:sluice:inline:{schema: shop, …}?rules=table('orders')…}, with Connector/J properties for the
 * shards' connections behind a question mark: {@code ?connectionTimeZone=UTC&sslMode=DISABLED}. Percent signs, and question marks in the
 * inline form, are percent-encoded.
 *
 * @param text what is shown as the URL: an inline form without its text, in which a password may stand
 * @param files where the cluster file and the rules are
 * @param properties for Connector/J
 */
record SluiceUrl(String text, ClusterSource files, Properties properties) {
    static final String PREFIX = "jdbc:sluice:";
    private static final String INLINE = "inline:";

    /** The property with the text of the rules, in the inline form only. */
    private static final String RULES = "rules";

    static boolean ours(@Nullable String url) {
        return url != null && url.startsWith(PREFIX);
    }

    /** Reads a URL; {@code info}'s user and password are left out: who may enter is the cluster file's business. */
    static SluiceUrl parse(String url, Properties info) throws SQLException {
        if (!ours(url)) {
            throw new SQLException("not a Sluice URL: it must begin with " + PREFIX, "08001");
        }
        String rest = url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        String location = question < 0 ? rest : rest.substring(0, question);
        if (location.startsWith("file:")) {
            location = location.substring("file:".length());
        }
        if (location.isEmpty()) {
            throw new SQLException(
                    "the URL names no cluster file; write jdbc:sluice:/path/to/cluster.yaml,"
                            + " jdbc:sluice:classpath:shop/cluster.yaml or jdbc:sluice:inline:{schema: …}",
                    "08001");
        }
        Properties properties = new Properties();
        for (String name : info.stringPropertyNames()) {
            if (!name.equals("user") && !name.equals("password")) {
                properties.setProperty(name, info.getProperty(name));
            }
        }
        if (question >= 0) {
            query(rest.substring(question + 1), properties);
        }
        return location.startsWith(INLINE)
                ? inline(location.substring(INLINE.length()), properties)
                : new SluiceUrl(url, new ClusterSource.Files(location), properties);
    }

    /** What a connection shows as its URL. */
    static String shown(ClusterSource cluster) {
        return PREFIX + (cluster instanceof ClusterSource.Files files ? files.location() : INLINE + "…");
    }

    private static SluiceUrl inline(String text, Properties properties) {
        // Not as in a form: a plus is itself.
        String cluster = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        String rules = properties.getProperty(RULES);
        properties.remove(RULES);
        ClusterSource texts = new ClusterSource.Texts(cluster, rules);
        return new SluiceUrl(shown(texts), texts, properties);
    }

    private static void query(String query, Properties into) throws SQLException {
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (pair.isEmpty()) {
                continue;
            }
            if (equals <= 0) {
                throw new SQLException("URL property '" + pair + "' is not of the form name=value", "08001");
            }
            into.setProperty(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
    }
}

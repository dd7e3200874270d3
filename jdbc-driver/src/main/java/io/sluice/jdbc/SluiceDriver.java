package io.sluice.jdbc;

import io.sluice.jdbc.exec.Embedded;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverAction;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.sql.Driver} for {@code jdbc:sluice:} URLs, found by ServiceLoader. Connections of one URL share one set of pools,
 * which ends when the driver is deregistered. Safe for use by many threads.
 */
public final class SluiceDriver implements Driver, DriverAction {
    static final int MAJOR = 0;
    static final int MINOR = 1;
    static final String VERSION = MAJOR + "." + MINOR;

    private final Map<String, Embedded> open = new HashMap<>();

    static {
        try {
            SluiceDriver driver = new SluiceDriver();
            DriverManager.registerDriver(driver, driver);
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        SluiceUrl parsed = SluiceUrl.parse(url, info == null ? new Properties() : info);
        return new SluiceConnection(embedded(parsed), parsed.text());
    }

    private Embedded embedded(SluiceUrl url) throws SQLException {
        synchronized (open) {
            String key = url.files().toString() + url.properties();
            Embedded embedded = open.get(key);
            if (embedded == null) {
                embedded = Embedded.start(url.files(), url.properties());
                open.put(key, embedded);
            }
            return embedded;
        }
    }

    /** DriverManager's word that the driver was deregistered: everything opened through it ends. */
    @Override
    public void deregister() {
        synchronized (open) {
            open.values().forEach(Embedded::close);
            open.clear();
        }
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return SluiceUrl.ours(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return MAJOR;
    }

    @Override
    public int getMinorVersion() {
        return MINOR;
    }

    /** False: the full JDBC contract is not passed yet. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw Errors.unsupported("Driver.getParentLogger");
    }
}

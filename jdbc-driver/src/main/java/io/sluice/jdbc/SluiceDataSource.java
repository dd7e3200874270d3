package io.sluice.jdbc;

import io.sluice.jdbc.exec.ClusterSource;
import io.sluice.jdbc.exec.Embedded;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source over all shards: say by {@link #setUrl}, {@link #setCluster} or {@link #builder} where the cluster is, use it, {@link #close}
 * it. It opens its pools at the first connection and owns them. Safe for use by many threads once that is said.
 */
public final class SluiceDataSource implements DataSource, AutoCloseable {
    private @Nullable String url;
    private @Nullable ClusterSource cluster;
    private Properties properties = new Properties();
    private @Nullable Embedded embedded;
    private @Nullable PrintWriter logWriter;
    private int loginTimeout;
    private boolean closed;

    /** For frameworks that set beans up; needs {@link #setUrl} or {@link #setCluster}. */
    public SluiceDataSource() {}

    SluiceDataSource(ClusterSource cluster, Properties properties) {
        this.cluster = cluster;
        setProperties(properties);
    }

    /** @param url {@code jdbc:sluice:…} */
    public SluiceDataSource(String url) {
        this.url = url;
    }

    /** A data source that is described in code, without files. */
    public static SluiceBuilder builder() {
        return new SluiceBuilder();
    }

    /** {@code jdbc:sluice:…}; has an effect before the first connection only. */
    public synchronized void setUrl(String url) {
        this.url = url;
    }

    /** As set, or null. */
    public synchronized @Nullable String getUrl() {
        return url;
    }

    /**
     * The cluster file in place of a URL, a path or {@code classpath:} and a resource's name; has an effect before the first connection
     * only.
     */
    public synchronized void setCluster(String location) {
        cluster = new ClusterSource.Files(location);
    }

    /** Properties of Connector/J, for the shards' connections; those of the URL come before them. */
    public synchronized void setProperties(Properties properties) {
        Properties copy = new Properties();
        for (String name : properties.stringPropertyNames()) {
            copy.setProperty(name, properties.getProperty(name));
        }
        this.properties = copy;
    }

    @Override
    public Connection getConnection() throws SQLException {
        SluiceUrl parsed = where();
        return new SluiceConnection(embedded(parsed), parsed.text());
    }

    private synchronized SluiceUrl where() throws SQLException {
        if (url != null) {
            return SluiceUrl.parse(url, properties);
        }
        if (cluster == null) {
            throw new SQLException("the data source has no URL and no cluster file", "08001");
        }
        return new SluiceUrl(SluiceUrl.shown(cluster), cluster, properties);
    }

    private synchronized Embedded embedded(SluiceUrl parsed) throws SQLException {
        if (closed) {
            throw new SQLException("the data source is closed", "08003");
        }
        if (embedded == null) {
            embedded = Embedded.start(parsed.files(), parsed.properties());
        }
        return embedded;
    }

    /** User and password are the cluster file's business: those given here are not looked at. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    /** Frees everything: pools, threads, rules. Connections in use fail at their next statement. */
    @Override
    public synchronized void close() {
        closed = true;
        if (embedded != null) {
            embedded.close();
            embedded = null;
        }
    }

    @Override
    public synchronized @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public synchronized void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    @Override
    public synchronized void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public synchronized int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw Errors.unsupported("DataSource.getParentLogger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("Unable to unwrap to " + type, "S1009");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}

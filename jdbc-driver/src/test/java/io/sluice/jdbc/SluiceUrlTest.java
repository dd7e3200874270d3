package io.sluice.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.jdbc.exec.ClusterSource;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SluiceUrlTest {
    private static SluiceUrl parse(String url) throws SQLException {
        return SluiceUrl.parse(url, new Properties());
    }

    @Test
    void namesAFileOrAResourceAndProperties() throws SQLException {
        assertEquals(
                new ClusterSource.Files("/etc/shop/cluster.yaml"),
                parse("jdbc:sluice:/etc/shop/cluster.yaml").files());
        assertEquals(
                new ClusterSource.Files("c.yaml"),
                parse("jdbc:sluice:file:c.yaml").files());
        SluiceUrl url = parse("jdbc:sluice:classpath:shop/cluster.yaml?connectionTimeZone=UTC&a=b%26c");
        assertEquals(new ClusterSource.Files("classpath:shop/cluster.yaml"), url.files());
        assertEquals("UTC", url.properties().getProperty("connectionTimeZone"));
        assertEquals("b&c", url.properties().getProperty("a"));
    }

    @Test
    void holdsTheTextsThemselvesAndShowsNoPassword() throws SQLException {
        SluiceUrl url = parse("jdbc:sluice:inline:{schema: shop, backend: {user: u, password: a+%3Fb%25}}"
                + "?sslMode=DISABLED&rules=single%20't'%2C%20on%3A%20's0'");
        assertEquals(
                new ClusterSource.Texts("{schema: shop, backend: {user: u, password: a+?b%}}", "single 't', on: 's0'"),
                url.files());
        assertEquals(1, url.properties().size());
        assertEquals("jdbc:sluice:inline:…", url.text());
    }

    @Test
    void leavesUserAndPasswordToTheClusterFile() throws SQLException {
        Properties info = new Properties();
        info.setProperty("user", "u");
        info.setProperty("password", "p");
        info.setProperty("sslMode", "DISABLED");
        assertEquals(
                "DISABLED",
                SluiceUrl.parse("jdbc:sluice:c.yaml", info).properties().getProperty("sslMode"));
        assertEquals(1, SluiceUrl.parse("jdbc:sluice:c.yaml", info).properties().size());
    }

    @Test
    void saysWhatIsWrong() {
        assertThrows(SQLException.class, () -> parse("jdbc:sluice:"));
        assertThrows(SQLException.class, () -> parse("jdbc:sluice:c.yaml?nonsense"));
        assertThrows(SQLException.class, () -> DriverManager.getConnection("jdbc:sluice:/nowhere/cluster.yaml"));
    }

    @Test
    void theDriverIsFoundAndLeavesOtherUrlsAlone() throws SQLException {
        Driver driver = DriverManager.getDriver("jdbc:sluice:x");
        assertNotNull(driver);
        assertTrue(driver.acceptsURL("jdbc:sluice:x"));
        assertFalse(driver.acceptsURL("jdbc:mysql://localhost/"));
        assertNull(driver.connect("jdbc:mysql://localhost/", new Properties()));
    }
}

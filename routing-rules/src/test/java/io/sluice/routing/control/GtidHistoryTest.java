package io.sluice.routing.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GtidHistoryTest {
    @Test
    void mySqlSetsContainByRange() {
        GtidHistory all = GtidHistory.ofMySql("aa:1-10:12,\nBB:1-3");
        assertTrue(all.contains(GtidHistory.ofMySql("aa:2-10")));
        assertTrue(all.contains(GtidHistory.ofMySql("aa:12,bb:3")));
        assertFalse(all.contains(GtidHistory.ofMySql("aa:1-11")));
        assertFalse(all.contains(GtidHistory.ofMySql("cc:1")));
    }

    @Test
    void tagsAreSourcesOfTheirOwn() {
        GtidHistory tagged = GtidHistory.ofMySql("aa:1-3:blue:1-2:7");
        assertTrue(tagged.contains(GtidHistory.ofMySql("aa:blue:7")));
        assertFalse(tagged.contains(GtidHistory.ofMySql("aa:7")));
    }

    @Test
    void mariaDbCountsPerDomainAndServer() {
        GtidHistory ahead = GtidHistory.ofMariaDb("0-1-11,0-2-14");
        assertTrue(ahead.contains(GtidHistory.ofMariaDb("0-1-11")));
        assertFalse(ahead.contains(GtidHistory.ofMariaDb("0-1-12")));
        assertFalse(GtidHistory.ofMariaDb("0-1-11").contains(ahead));
    }

    @Test
    void everythingContainsNothing() {
        assertTrue(GtidHistory.ofMySql("").contains(GtidHistory.ofMariaDb("")));
        assertTrue(GtidHistory.ofMySql("aa:1").contains(GtidHistory.ofMySql("")));
        assertFalse(GtidHistory.ofMySql("").contains(GtidHistory.ofMySql("aa:1")));
    }
}

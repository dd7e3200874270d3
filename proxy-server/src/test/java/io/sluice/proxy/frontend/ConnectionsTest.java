package io.sluice.proxy.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final Connections connections = new Connections(10);

    @Test
    void aUserHasSoManyAtATime() {
        Connections.Place first = connections.take();
        Connections.Place second = connections.take();
        assertTrue(first.join("app", 1));
        assertFalse(second.join("app", 1));
        assertTrue(second.join("bob", 1));
        first.close();
        assertTrue(second.join("app", 1));
    }

    @Test
    void whoHasLeftBeforeTheirPasswordWasFoundRightCountsForNobody() {
        Connections.Place gone = connections.take();
        gone.close();
        assertFalse(gone.join("app", 0));
        assertTrue(connections.take().join("app", 1));
        assertEquals(1, connections.count());
    }
}

package io.sluice.routing.control;

/**
 * Who the control plane is on the servers. It needs REPLICATION CLIENT (on MariaDB also REPLICA MONITOR) to see replication,
 * and SELECT on the sharded schemas to read them.
 */
public record Account(String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return user;
    }
}

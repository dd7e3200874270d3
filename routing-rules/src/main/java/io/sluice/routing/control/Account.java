package io.sluice.routing.control;

import io.sluice.routing.config.Tls;
import java.util.List;

/**
 * Who the control plane is on the servers. It needs REPLICATION CLIENT (on MariaDB also REPLICA MONITOR) to see replication,
 * and SELECT on the sharded schemas to read them.
 */
public record Account(String user, String password, Tls.Backends tls) {
    /** Without a word about TLS. */
    public Account(String user, String password) {
        this(user, password, new Tls.Backends(Tls.Backends.Mode.UNSTATED, List.of(), List.of()));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user;
    }
}

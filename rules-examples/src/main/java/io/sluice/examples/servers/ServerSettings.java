package io.sluice.examples.servers;

import java.util.List;

/**
 * What all servers of a set have in common.
 *
 * @param user the account that Sluice uses: every privilege, from any host, but not the right to write on a read-only
 *     MariaDB server
 * @param password the password of {@code user} and of the administrator account; no quotes or backslashes
 * @param durable true: every commit reaches the disk. False (the default) leaves that to the operating system: commits
 *     survive {@code kill -9} of a server, but not the loss of the machine
 * @param options further options for the server's command line, for instance {@code --max-allowed-packet=1M}
 */
public record ServerSettings(String user, String password, boolean durable, List<String> options) {
    /** The account with which the launcher itself sets up replication; it may also write on read-only servers. */
    public static final String ADMIN = "sluice_admin";

    public ServerSettings {
        if (user.matches(".*['\\\\].*") || password.matches(".*['\\\\].*")) {
            throw new IllegalArgumentException("quotes and backslashes are not supported in user and password");
        }
        options = List.copyOf(options);
    }

    /** User and password {@code sluice}, not durable, no further options. */
    public static ServerSettings standard() {
        return new ServerSettings("sluice", "sluice", false, List.of());
    }

    public ServerSettings withPassword(String other) {
        return new ServerSettings(user, other, durable, options);
    }

    public ServerSettings asDurable() {
        return new ServerSettings(user, password, true, options);
    }

    public ServerSettings withOptions(String... more) {
        return new ServerSettings(user, password, durable, List.of(more));
    }
}

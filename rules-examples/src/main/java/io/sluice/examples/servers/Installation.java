package io.sluice.examples.servers;

import java.nio.file.Path;
import java.util.List;

/**
 * A server program that lies ready on this machine.
 *
 * @param binary the server program
 * @param template an initialised data folder, to be copied
 * @param options the options that every server of this kind needs, before those of the single server
 */
record Installation(Flavour flavour, Path binary, Path template, List<String> options) {
    /** Options with which both flavours stay small and quick; the data is thrown away anyway. */
    static final List<String> FRUGAL = List.of(
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--performance-schema=OFF",
            "--innodb-buffer-pool-size=32M",
            "--max-connections=400",
            // A door that is tried with garbage must not shut for everybody.
            "--max-connect-errors=4294967295",
            "--character-set-server=utf8mb4",
            "--log-bin=binlog",
            "--log-slave-updates",
            "--binlog-format=ROW",
            "--relay-log=relay");

    /** Data is made for the options it was made with: other options, another template. */
    static String templateName(String name, List<String> options) {
        return name + "-data-" + Integer.toHexString(options.hashCode());
    }

    /** As root, servers insist on being told that this is meant. */
    static List<String> userOption() {
        return System.getProperty("user.name", "").equals("root") ? List.of("--user=root") : List.of();
    }

    /** How safely commits are kept: see {@link ServerSettings#durable}. */
    static List<String> durability(boolean durable) {
        // 2, not 0: with 0 a killed server loses what its replica already has, and the two never agree again.
        return durable
                ? List.of("--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1")
                : List.of("--innodb-flush-log-at-trx-commit=2", "--sync-binlog=0", "--innodb-doublewrite=OFF");
    }
}

package io.sluice.examples.servers;

/**
 * One server to be started.
 *
 * @param name unique in its set, for instance {@code s0-primary}; also the name of its folder
 * @param serverId MySQL's {@code server_id}: unique in its set, from 1
 * @param readOnly true for a replica: it comes up {@code read_only} after each start
 * @param port the loopback port to listen on; 0: any free one
 */
public record ServerSpec(String name, int serverId, boolean readOnly, int port, ServerSettings settings) {}

package io.sluice.proxy.backend;

import java.time.Duration;

/**
 * Limits of one pool, which is one server, user and schema on one event loop.
 *
 * @param maxConnections most connections, at least 1
 * @param maxWaiting most callers that wait for a connection; more are refused at once
 * @param connectTimeout for connect and login together
 * @param idleTimeout an idle connection older than this is closed
 * @param maxLifetime a connection older than this is closed when it comes back
 * @param validateAfter a connection idle for longer is pinged before it is given out
 * @param statements most prepared statements kept per connection
 */
public record PoolSettings(
        int maxConnections,
        int maxWaiting,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration maxLifetime,
        Duration validateAfter,
        int statements) {
    /** 64 connections, 10,000 waiting, 5 s to connect, 60 s idle, 30 min of life, ping after 10 s, 256 statements. */
    public static final PoolSettings DEFAULT = new PoolSettings(
            64,
            10_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            Duration.ofSeconds(10),
            256);
}

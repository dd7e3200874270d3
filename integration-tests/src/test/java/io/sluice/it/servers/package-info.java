/**
 * Real servers for tests: {@link io.sluice.it.servers.WithServers} on a test class hands it two shards with a replica
 * each and one plain server to compare with. They are started once per test run.
 *
 * <p>This package knows the launcher and JUnit, but nothing of Sluice's doors.
 */
@NullMarked
package io.sluice.it.servers;

import org.jspecify.annotations.NullMarked;

/**
 * A test-kit for applications that go sharded: a JUnit extension that runs their tests on several shards and, beside them, on one
 * unsharded schema, records every statement, and fails the build on what sharding makes wrong or dear.
 *
 * <p>It knows the driver's public face and JUnit's API only, and comes as an artifact of its own (classifier {@code testkit}).
 */
@NullMarked
package io.sluice.testkit;

import org.jspecify.annotations.NullMarked;

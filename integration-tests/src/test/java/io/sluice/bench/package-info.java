/**
 * JMH benchmarks of the statement path: {@code mvn -Pbench -pl integration-tests -am verify -Dfast -DskipTests} runs all of them; {@code
 * -Dbench=Merge} those whose name has Merge in it. They are never part of the tests.
 */
@NullMarked
package io.sluice.bench;

import org.jspecify.annotations.NullMarked;

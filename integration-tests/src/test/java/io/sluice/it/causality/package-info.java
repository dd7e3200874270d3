/**
 * Nobody misses a write that they know of, and nobody goes back in time, on real replicas that lag and stop: pairs of write and read
 * through all doors, and a checker over what was seen.
 */
@NullMarked
package io.sluice.it.causality;

import org.jspecify.annotations.NullMarked;

/**
 * The sharding test-kit on a small application: {@link io.sluice.examples.kit.OrdersExample} is how its tests look,
 * {@link io.sluice.examples.kit.MistakesExample} makes each mistake that the kit finds.
 */
@NullMarked
package io.sluice.examples.kit;

import org.jspecify.annotations.NullMarked;

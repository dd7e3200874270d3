/**
 * Many answers become one: a step machine that never blocks and never calls out. It knows neither the wire nor JDBC.
 */
@NullMarked
package io.sluice.routing.merge;

import org.jspecify.annotations.NullMarked;

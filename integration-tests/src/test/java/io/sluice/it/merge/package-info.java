/** Mergers against real servers: orders, sums and texts of numbers. It knows neither door. */
@NullMarked
package io.sluice.it.merge;

import org.jspecify.annotations.NullMarked;

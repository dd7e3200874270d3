/** Statements whose rows are brought together on one server: every type unchanged, limits, failures, few connections. */
@NullMarked
package io.sluice.it.gather;

import org.jspecify.annotations.NullMarked;

/** Servers die, stall and come back under load, at both doors: nothing hangs, nothing is lost, nothing is done twice. */
@NullMarked
package io.sluice.it.failures;

import org.jspecify.annotations.NullMarked;

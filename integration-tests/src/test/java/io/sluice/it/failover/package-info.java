/** Primaries move under load, at both doors: nothing acknowledged is lost, nothing is done twice. */
@NullMarked
package io.sluice.it.failover;

import org.jspecify.annotations.NullMarked;

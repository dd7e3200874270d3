/**
 * From a statement and a cluster to a plan: pure, cached, printed. It knows no values and no connections.
 */
@NullMarked
package io.sluice.routing.plan;

import org.jspecify.annotations.NullMarked;

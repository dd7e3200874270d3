/**
 * The core: a statement and a cluster become a route, a placement and a merge; {@link io.sluice.routing.Statements} is the page to begin with.
 *
 * <p>Nothing on the statement path opens a socket, owns a thread or blocks; the doors (driver, proxy) carry decisions out.
 */
@NullMarked
package io.sluice.routing;

import org.jspecify.annotations.NullMarked;

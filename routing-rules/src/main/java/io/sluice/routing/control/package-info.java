/**
 * The control plane that both doors share: which server is a primary and which a replica, who is healthy, what the tables
 * look like; asked of the servers over JDBC by threads of its own. {@link io.sluice.routing.control.Prober} publishes
 * health, {@link io.sluice.routing.control.SchemaLoader} reads the schema.
 *
 * <p>Fenced off from the statement path: the core sees the values published here ({@code Health}, {@code Schema}) and
 * nothing of this package, and this package knows nothing of plans, routes and sessions.
 */
@NullMarked
package io.sluice.routing.control;

import org.jspecify.annotations.NullMarked;

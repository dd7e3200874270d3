/**
 * The control plane that both doors share: roles, health, lag and schema, asked of the servers over JDBC. Fenced off from the statement path.
 */
@NullMarked
package io.sluice.routing.control;

import org.jspecify.annotations.NullMarked;

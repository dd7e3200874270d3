/**
 * Writes that take several steps: rows are chosen first, then changed, wherever they live; all in one transaction. The doors take the
 * steps. Knows no sockets and no plans.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.routing.script;

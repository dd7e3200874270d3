/**
 * Data statements: from Calcite's tree to {@link io.sluice.sql.Statement}.
 *
 * <p>{@link io.sluice.sql.calcite.DmlReader} parses and picks the reader of the statement's kind; QueryReader and SelectReader
 * open blocks, FromReader reads joins, ExprReader passes over every expression once, ConditionReader gives WHERE its routing
 * view, and Draft, which collects all of it, at last finds out which table each qualifier means.
 *
 * <p>The only packages that import Calcite are this one and the grammar below it; it knows nothing of shards or rules.
 */
@NullMarked
package io.sluice.sql.calcite;

import org.jspecify.annotations.NullMarked;

/**
 * The Calcite grammar extension and the reader from Calcite's tree to {@link io.sluice.sql.Statement}.
 *
 * <p>The only package that imports Calcite; it knows nothing of shards or rules.
 */
@NullMarked
package io.sluice.sql.calcite;

import org.jspecify.annotations.NullMarked;

/**
 * The generated parser's surroundings: its token feed, what it looks at before it chooses, and the nodes of its tree that
 * Calcite does not have. The parser itself is generated into this package from {@code src/main/codegen}.
 *
 * <p>It knows nothing of {@link io.sluice.sql.Statement}: the reader above turns the tree into one.
 */
@NullMarked
package io.sluice.sql.calcite.grammar;

import org.jspecify.annotations.NullMarked;

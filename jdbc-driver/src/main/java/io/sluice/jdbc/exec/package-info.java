/**
 * The pull executor: carries routes out over HikariCP and Connector/J and lets the caller pull the merged rows.
 *
 * <p>It decides nothing: which shards, which text and which server come from {@code io.sluice.routing}.
 */
@NullMarked
package io.sluice.jdbc.exec;

import org.jspecify.annotations.NullMarked;

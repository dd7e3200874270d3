/**
 * The statements that are not about rows: SET, SHOW, USE, transactions, DDL, EXPLAIN and the rest, by a parser written by
 * hand. The verb and the tables matter; an unknown tail stays closed.
 *
 * <p>It knows nothing of Calcite, shards or sessions.
 */
@NullMarked
package io.sluice.sql.admin;

import org.jspecify.annotations.NullMarked;

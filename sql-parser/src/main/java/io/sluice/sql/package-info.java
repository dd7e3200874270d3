/**
 * The SQL front end: text becomes a {@link io.sluice.sql.Statement} with MySQL's meaning.
 *
 * <p>It knows nothing of shards, rules, sockets or sessions, and no Calcite type leaves it.
 */
@NullMarked
package io.sluice.sql;

import org.jspecify.annotations.NullMarked;

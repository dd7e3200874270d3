/**
 * What was written when and where, which replica has it, and what a session has seen: so that nobody misses a write that they know
 * of. It opens no connection and knows no SQL: doors and probes tell it what happened.
 *
 * <p>How it works. Instants are nanoseconds of this process's clock ({@link io.sluice.routing.causality.Written#now()}). Each
 * acknowledged write marks, in a table of fixed size, what it may have changed (shard, table, key) with the instant of its
 * acknowledgement. A probe of a shard's primary that began at an instant tells a position that holds all that was acknowledged
 * before; a replica whose position holds that one has all of it, whoever wrote it. GTIDs from OK packets say the same of single
 * writes, sooner. A read asks a handful of marks and goes to a replica that has all up to their instants, else to the primary.
 *
 * <p>What a door does:
 * <ol>
 *   <li>gives its sessions the cluster's {@link io.sluice.routing.causality.Written}: {@code session.causality().share(control.written())};
 *   <li>chooses a server that the placement's {@link io.sluice.routing.causality.Freshness} allows ({@code Balance} does);
 *   <li>says which server it took: {@code session.causality().reading(shard, server, placement.rows())}, when it has the connection;
 *   <li>says {@code session.sent(access, route, placement)} before a statement's first byte leaves;
 *   <li>says {@code session.causality().committed(shard, gtid)} for each OK that carries a GTID outside of a transaction (a COMMIT's too),
 *       before its client is answered; {@code committedNothing(shard)} where it is sure that an OK without one has committed nothing;
 *   <li>says {@code session.answered()} when a statement has ended, with or without error, before its client is told: what was written
 *       and brought no GTID is then known to be on the primary alone, until a probe shows otherwise.
 * </ol>
 * Whatever is left out of 5 and 6 is made up for when the session's next statement is placed, at the cost that other sessions may not
 * know of the write until then.
 */
@NullMarked
package io.sluice.routing.causality;

import org.jspecify.annotations.NullMarked;

/**
 * Connections to MySQL and MariaDB servers: connect, log in as a client, send commands, read answers, pool.
 *
 * <p>What it must not know: rules, plans, SQL meaning, clients. It moves packets and keeps connections clean.
 *
 * <p><b>One thread.</b> Every object here belongs to one event loop ({@link io.sluice.proxy.backend.BackendPools} is
 * made per loop) and must be used on it only; callbacks come on it. Nothing blocks.
 *
 * <p><b>How to run a statement.</b>
 *
 * <pre>{@code
 * BackendPool pool = pools.pool(target);                  // server, user, schema, FOUND_ROWS
 * pool.acquire(SessionImage.CLEAN, Duration.ofSeconds(5)).addListener(f -> {
 *     BackendConnection connection = f.getNow();          // or f.cause(): a BackendException with an ErrPacket
 *     connection.send(Commands.query("BEGIN"), begin);    // pipelined: no round trip of its own
 *     connection.send(Commands.query(sql), forwarder);    // answers arrive in order
 * });
 * pool.release(connection);                               // in the last callback, or at any time: see release
 * }</pre>
 *
 * <p><b>Answers</b> come to a {@link io.sluice.proxy.backend.ResponseHandler}, one of three kinds:
 *
 * <ul>
 *   <li>{@link io.sluice.proxy.backend.RowHandler}: each row as one undecoded payload, for merging;
 *   <li>{@link io.sluice.proxy.backend.ForwardHandler}: rows as runs of raw bytes, renumbered for the client, never
 *       copied, long rows in pieces;
 *   <li>{@link io.sluice.proxy.backend.PrepareHandler}: the answer to COM_STMT_PREPARE.
 * </ul>
 *
 * <p><b>Buffers are lent.</b> A {@code ByteBuf} given to a callback is valid during the callback; who keeps it (or
 * writes it to a channel) calls {@code retain()}. A retained row keeps the whole received chunk (up to 64 KB) alive.
 *
 * <p><b>Back-pressure.</b> {@link io.sluice.proxy.backend.BackendConnection#pauseReading} takes effect before the next
 * row or run; {@code resumeReading} goes on.
 *
 * <p><b>Which form of end.</b> Connections ask for DEPRECATE_EOF; the callbacks hide whether the server agreed. Rows
 * are the same bytes in both forms; what differs (the EOF after the columns, the last packet, sequence ids) is
 * written by the caller with {@link io.sluice.proxy.protocol.OkPacket#endPayload} and renumbered here.
 */
@NullMarked
package io.sluice.proxy.backend;

import org.jspecify.annotations.NullMarked;

/**
 * The MySQL client/server protocol as data: packets, framing, capabilities, logins; both directions of each packet.
 *
 * <p>This package knows nothing of the rest of Sluice: it imports Netty's buffers and channel handlers and the JDK,
 * nothing else. It owns no connection and takes no decision; {@code frontend} and {@code backend} do.
 *
 * <p>How the pieces fit:
 *
 * <ul>
 *   <li><b>Bytes to packets.</b> {@link io.sluice.proxy.protocol.PacketDecoder} is the Netty handler a server side puts
 *       first into its pipeline; it emits one {@link io.sluice.proxy.protocol.Packet} (sequence id + payload without
 *       header, parts of 16 MB joined) per command.
 *   <li><b>Packets to bytes.</b> Each packet is a record with {@code encode(ByteBuf out, int capabilities)}, which
 *       writes the payload, and {@code static decode(ByteBuf payload, int capabilities)}, which reads it.
 *       {@link io.sluice.proxy.protocol.Frames#append} adds the 4-byte header, splits at 16 MB, and answers the next
 *       sequence id, so that a whole reply is one buffer and one write.
 *   <li><b>Rows.</b> {@link io.sluice.proxy.protocol.TextRow} and {@link io.sluice.proxy.protocol.BinaryRow} find the
 *       offsets of the values without copying them; {@link io.sluice.proxy.protocol.BinaryValue} is one value of the
 *       binary protocol, as a parameter or in a row.
 *   <li><b>Login.</b> {@link io.sluice.proxy.protocol.Scramble} (hashes, both sides) and
 *       {@link io.sluice.proxy.protocol.RsaPassword} (password exchange without TLS, both sides).
 * </ul>
 *
 * <p>Whatever a peer sends that is not the protocol ends in a {@link io.sluice.proxy.protocol.ProtocolViolation}, which
 * carries the errno and SQLSTATE to answer; decoders never throw anything else and never read beyond the packet.
 *
 * <p>Strings are UTF-8 unless a method says otherwise. Flag sets (capabilities, server status, column flags) are plain
 * {@code int}s with constants, because they are tested on every packet.
 *
 * <p>Source: MySQL 8 Internals, "Client/Server Protocol", and MariaDB Knowledge Base, "Client/Server Protocol".
 */
@NullMarked
package io.sluice.proxy.protocol;

import org.jspecify.annotations.NullMarked;

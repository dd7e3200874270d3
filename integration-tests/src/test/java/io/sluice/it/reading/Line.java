package io.sluice.it.reading;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.examples.servers.Address;
import io.sluice.proxy.protocol.AuthMoreData;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.AuthSwitchRequest;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.Handshake;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.RsaPassword;
import io.sluice.proxy.protocol.Scramble;
import io.sluice.proxy.protocol.ServerStatus;
import io.sluice.proxy.protocol.Wire;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One connection that sends any bytes as a statement and understands no more of the answer than it must. Not thread-safe. */
final class Line implements Side {
    static final int CAPABILITIES = Capabilities.LONG_PASSWORD
            | Capabilities.PROTOCOL_41
            | Capabilities.TRANSACTIONS
            | Capabilities.SECURE_CONNECTION
            | Capabilities.MULTI_RESULTS
            | Capabilities.PLUGIN_AUTH
            | Capabilities.CONNECT_WITH_DB
            | Capabilities.FOUND_ROWS
            | Capabilities.DEPRECATE_EOF;
    private static final int QUERY = 3;
    private static final int PREPARE = 0x16;
    private static final int EXECUTE = 0x17;

    private final Socket socket;
    private final DataInputStream in;
    private final int capabilities;
    private int sequence;

    private Line(Socket socket, int capabilities) throws IOException {
        this.socket = socket;
        this.capabilities = capabilities;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    /** Who logs in, and how. */
    record Login(String user, String password, String schema, int collation, int moreCapabilities) {
        Login(String user, String password, String schema) {
            this(user, password, schema, 45, 0);
        }

        Login as(int otherCollation, int capabilities) {
            return new Login(user, password, schema, otherCollation, capabilities);
        }
    }

    /** @throws Refused where the login ends in an error */
    static Line open(Address address, Login login) {
        try {
            Line line = new Line(new Socket(address.host(), address.port()), CAPABILITIES | login.moreCapabilities());
            line.login(login);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The login was refused. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        final transient Said said;

        Refused(Said said) {
            super(said.toString());
            this.said = said;
        }
    }

    private void login(Login login) throws IOException {
        Handshake greeting = Handshake.decode(Unpooled.wrappedBuffer(read()));
        byte[] seed = greeting.seed();
        boolean sha2 = greeting.plugin().equals(AuthPlugin.CACHING_SHA2);
        String plugin = sha2 ? AuthPlugin.CACHING_SHA2 : AuthPlugin.NATIVE;
        send(new HandshakeResponse(
                capabilities,
                1 << 24,
                login.collation(),
                login.user(),
                answer(plugin, login.password(), seed),
                login.schema(),
                plugin,
                Map.of()));
        while (true) {
            ByteBuf packet = Unpooled.wrappedBuffer(read());
            switch (packet.getUnsignedByte(0)) {
                case OkPacket.HEADER -> {
                    return;
                }
                case ErrPacket.HEADER -> throw new Refused(error(packet));
                case AuthSwitchRequest.HEADER -> {
                    AuthSwitchRequest wanted = AuthSwitchRequest.decode(packet);
                    seed = wanted.seed();
                    byte[] bytes = answer(wanted.plugin(), login.password(), seed);
                    send((out, ignored) -> out.writeBytes(bytes));
                }
                default -> {
                    AuthMoreData more = AuthMoreData.decode(packet);
                    if (more.is(AuthMoreData.FULL_NEEDED)) {
                        send((out, ignored) -> out.writeByte(AuthMoreData.PUBLIC_KEY_REQUEST));
                        String key = AuthMoreData.decode(Unpooled.wrappedBuffer(read()))
                                .text();
                        byte[] encrypted = RsaPassword.encrypt(login.password(), seed, key);
                        send((out, ignored) -> out.writeBytes(encrypted));
                    }
                }
            }
        }
    }

    private static byte[] answer(String plugin, String password, byte[] seed) {
        return plugin.equals(AuthPlugin.CACHING_SHA2)
                ? Scramble.cachingSha2(password, seed)
                : Scramble.nativePassword(password, seed);
    }

    /** COM_QUERY with those bytes. */
    @Override
    public Said say(byte[] sql) {
        return command(QUERY, sql);
    }

    /** Prepares, executes without parameters, closes. */
    @Override
    public Said prepared(byte[] sql) {
        try {
            sequence = 0;
            send((out, ignored) -> out.writeByte(PREPARE).writeBytes(sql));
            ByteBuf packet = Unpooled.wrappedBuffer(read());
            if (packet.getUnsignedByte(0) == ErrPacket.HEADER) {
                return error(packet);
            }
            int id = packet.getIntLE(1);
            int definitions = packet.getUnsignedShortLE(5) + packet.getUnsignedShortLE(7);
            for (int i = 0; i < definitions; i++) {
                read();
            }
            Said said = packet.getUnsignedShortLE(7) > 0
                    ? Said.error(-1, "it has parameters")
                    : command(
                            EXECUTE,
                            Unpooled.buffer()
                                    .writeIntLE(id)
                                    .writeByte(0)
                                    .writeIntLE(1)
                                    .array(),
                            9);
            sequence = 0;
            send((out, ignored) -> out.writeByte(0x19).writeIntLE(id));
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Said command(int command, byte[] payload) {
        return command(command, payload, payload.length);
    }

    private Said command(int command, byte[] payload, int length) {
        try {
            sequence = 0;
            send((out, ignored) -> out.writeByte(command).writeBytes(payload, 0, length));
            return results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Said results() throws IOException {
        long affected = -1;
        List<String> rows = new ArrayList<>();
        while (true) {
            byte[] first = read();
            ByteBuf packet = Unpooled.wrappedBuffer(first);
            OkPacket ok;
            switch (first[0] & 0xFF) {
                case ErrPacket.HEADER -> {
                    return error(packet);
                }
                case 0xFB -> throw new IOException("LOAD DATA LOCAL was asked for");
                case OkPacket.HEADER -> {
                    ok = OkPacket.decode(packet, capabilities);
                    affected = Math.max(affected, 0) + ok.affectedRows();
                }
                default -> {
                    int columns = (int) Wire.readLenenc(packet);
                    for (int i = 0; i < columns; i++) {
                        read();
                    }
                    byte[] row = read();
                    while ((row[0] & 0xFF) != 0xFE) {
                        if ((row[0] & 0xFF) == ErrPacket.HEADER) {
                            return error(Unpooled.wrappedBuffer(row));
                        }
                        rows.add(new String(row, StandardCharsets.ISO_8859_1));
                        row = read();
                    }
                    ok = OkPacket.decode(Unpooled.wrappedBuffer(row), capabilities);
                }
            }
            if (!ServerStatus.has(ok.status(), ServerStatus.MORE_RESULTS)) {
                return new Said(0, "", affected, rows);
            }
        }
    }

    private static Said error(ByteBuf packet) {
        ErrPacket error = ErrPacket.decode(packet);
        return Said.error(error.errno(), error.message());
    }

    private void send(Payload packet) throws IOException {
        ByteBuf out = Unpooled.buffer();
        sequence = Frames.append(out, sequence, packet, capabilities);
        out.readBytes(socket.getOutputStream(), out.readableBytes());
    }

    private byte[] read() throws IOException {
        int header = Integer.reverseBytes(in.readInt());
        sequence = (header >>> 24) + 1;
        byte[] payload = new byte[header & 0xFFFFFF];
        in.readFully(payload);
        return payload;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

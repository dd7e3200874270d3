package io.sluice.it.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.AuthSwitchRequest;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.Handshake;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.Scramble;
import io.sluice.proxy.protocol.SslRequest;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client of bare packets, which can do what no driver does. */
final class RawClient implements AutoCloseable {
    static final int CAPABILITIES = Capabilities.PROTOCOL_41
            | Capabilities.SECURE_CONNECTION
            | Capabilities.PLUGIN_AUTH
            | Capabilities.CONNECT_WITH_DB
            | Capabilities.DEPRECATE_EOF;

    private Socket socket;
    private DataInputStream in;
    private final Handshake greeting;
    private final int capabilities;
    private int sequence;

    RawClient(int port) throws IOException {
        this(new Socket("127.0.0.1", port));
    }

    RawClient(Socket open) throws IOException {
        this(open, CAPABILITIES);
    }

    /** @param capabilities what it says that it can */
    RawClient(Socket open, int capabilities) throws IOException {
        this.capabilities = capabilities;
        socket = open;
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        greeting = Handshake.decode(Unpooled.wrappedBuffer(read()));
    }

    /** Greeting and login. */
    static RawClient loggedIn(int port) throws IOException {
        return loggedIn(port, CAPABILITIES);
    }

    /** Greeting and login by somebody who can this. */
    static RawClient loggedIn(int port, int capabilities) throws IOException {
        RawClient client = new RawClient(new Socket("127.0.0.1", port), capabilities);
        client.login("secret", AuthPlugin.NATIVE);
        byte[] answer = client.read();
        if (answer[0] == (byte) 0xFE) {
            // A server may want to have it by a seed of the account's own plugin.
            byte[] seed =
                    AuthSwitchRequest.decode(Unpooled.wrappedBuffer(answer)).seed();
            client.send((out, ignored) -> out.writeBytes(Scramble.nativePassword("secret", seed)));
            answer = client.read();
        }
        if (answer[0] != 0) {
            throw new IOException("login refused: " + ErrPacket.decode(Unpooled.wrappedBuffer(answer)));
        }
        return client;
    }

    Handshake greeting() {
        return greeting;
    }

    /** Answers the greeting. */
    void login(String password, String plugin) throws IOException {
        byte[] answer = plugin.equals(AuthPlugin.NATIVE)
                ? Scramble.nativePassword(password, greeting.seed())
                : Scramble.cachingSha2(password, greeting.seed());
        login(answer, plugin);
    }

    void login(byte[] answer, String plugin) throws IOException {
        send(new HandshakeResponse(capabilities, 1 << 24, 45, "app", answer, "shop", plugin, Map.of()));
    }

    /** SSLRequest and TLS, whoever the other side is. */
    void encrypt() throws IOException, GeneralSecurityException {
        send(new SslRequest(capabilities, 1 << 24, 45));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        SSLSocket encrypted =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
        encrypted.startHandshake();
        socket = encrypted;
        in = new DataInputStream(socket.getInputStream());
    }

    /** What the other side has shown. */
    Certificate certificate() throws IOException {
        return ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }

    /** Begins a command: sequence ids start over. */
    void command(Payload command) throws IOException {
        sequence = 0;
        send(command);
    }

    /** The next packet of the conversation. */
    void send(Payload packet) throws IOException {
        ByteBuf out = Unpooled.buffer();
        sequence = Frames.append(out, sequence, packet, capabilities);
        bytes(out);
    }

    /** Anything. */
    void bytes(ByteBuf out) throws IOException {
        out.readBytes(socket.getOutputStream(), out.readableBytes());
        socket.getOutputStream().flush();
    }

    /** The next packet's payload. */
    byte[] read() throws IOException {
        int header = Integer.reverseBytes(in.readInt());
        sequence = (header >>> 24) + 1;
        return in.readNBytes(header & 0xFFFFFF);
    }

    ErrPacket error() throws IOException {
        return ErrPacket.decode(Unpooled.wrappedBuffer(read()));
    }

    /** Bytes that have come and nobody has looked at; at most as many as the buffer takes. */
    int drain(byte[] buffer, int patienceMillis) throws IOException {
        socket.setSoTimeout(patienceMillis);
        try {
            return in.read(buffer);
        } catch (SocketTimeoutException nothing) {
            return 0;
        } finally {
            socket.setSoTimeout(20_000);
        }
    }

    /** The end by RST: whatever is on its way is lost. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** True when the other side has closed, whatever it said before. */
    boolean closed() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (EOFException | java.net.SocketException end) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

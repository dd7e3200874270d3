package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.protocol.Wire;
import io.sluice.routing.session.Session;
import io.sluice.sql.text.ClientCharset;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A statement's bytes as text, and the charset that turns the text into the same bytes again. Drivers put raw binary literals into
 * their texts, so not every text is valid in the client's character set.
 *
 * @param text to be read
 * @param charset to write it with
 */
record ClientText(String text, Charset charset) {
    /** Reads the rest of {@code in}. */
    static ClientText read(ByteBuf in, Session session) {
        return of(Wire.readRest(in), session);
    }

    /** Reads bytes of the client's. */
    static ClientText of(byte[] bytes, Session session) {
        Charset charset = session.clientCharset();
        if (ascii(bytes)) {
            return new ClientText(new String(bytes, StandardCharsets.ISO_8859_1), charset);
        }
        if (charset.equals(StandardCharsets.UTF_8)) {
            try {
                return new ClientText(
                        charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), charset);
            } catch (CharacterCodingException raw) {
                // falls through
            }
        }
        ClientCharset faithful = ClientCharset.of(session.dialect().letters());
        return new ClientText(faithful.text(bytes), faithful);
    }

    private static boolean ascii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}

package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.protocol.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A statement's bytes as text, and the charset that turns the text into the same bytes again. Drivers put raw binary literals into
 * their texts, so not every text is valid in the client's character set: then each byte is taken as one character, which keeps
 * quotes, backslashes and ASCII where they are.
 *
 * @param text to be read
 * @param charset to write it with
 */
record ClientText(String text, Charset charset) {
    /** Reads the rest of {@code in}. */
    static ClientText read(ByteBuf in, Charset charset) {
        byte[] bytes = Wire.readRest(in);
        if (ascii(bytes)) {
            return new ClientText(new String(bytes, StandardCharsets.ISO_8859_1), charset);
        }
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (charset.equals(StandardCharsets.UTF_8) || Arrays.equals(text.getBytes(charset), bytes)) {
                return new ClientText(text, charset);
            }
        } catch (CharacterCodingException raw) {
            // falls through
        }
        return new ClientText(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
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

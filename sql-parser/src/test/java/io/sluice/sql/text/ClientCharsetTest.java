package io.sluice.sql.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientCharsetTest {
    /** Pieces that begin, go on or end characters, and whole ones. */
    private static final int[] BYTES = {
        0, 'a', '\'', '\\', 0x80, 0xA0, 0xBF, 0xC0, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xED, 0xF0, 0x9F, 0x98, 0xF4, 0xFF
    };

    @ParameterizedTest
    @EnumSource(Letters.class)
    void anyBytesComeBack(Letters letters) {
        ClientCharset charset = ClientCharset.of(letters);
        Random random = new Random(20261122);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) BYTES[random.nextInt(BYTES.length)];
            }
            assertArrayEquals(bytes, charset.text(bytes).getBytes(charset));
        }
    }

    @Test
    void validTextIsReadAsEverywhere() {
        ClientCharset charset = ClientCharset.of(Letters.UTF8MB4);
        for (int code = 0; code <= Character.MAX_CODE_POINT; code++) {
            if (code < 0xD800 || code > 0xDFFF) {
                String text = Character.toString(code);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                assertEquals(text, charset.text(bytes));
                assertFalse(charset.broken(text));
                assertArrayEquals(bytes, text.getBytes(charset));
            }
        }
    }

    @Test
    void whatIsNoCharacterIsTold() {
        byte[] emoji = "\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
        assertTrue(broken(Letters.UTF8MB3, emoji));
        assertFalse(broken(Letters.UTF8MB4, emoji));
        assertTrue(broken(Letters.UTF8MB4, new byte[] {'a', (byte) 0xC3}));
        assertTrue(broken(Letters.UTF8MB4, new byte[] {(byte) 0xC0, (byte) 0x80}));
        assertTrue(broken(Letters.UTF8MB4, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}));
        assertTrue(broken(Letters.ASCII, new byte[] {(byte) 0xE9}));
        assertFalse(broken(Letters.LATIN1, new byte[] {(byte) 0x81, (byte) 0xE9}));
        assertEquals(
                "\u20AC\u0081é",
                ClientCharset.of(Letters.LATIN1).text(new byte[] {(byte) 0x80, (byte) 0x81, (byte) 0xE9}));
    }

    private static boolean broken(Letters letters, byte[] bytes) {
        ClientCharset charset = ClientCharset.of(letters);
        return charset.broken(charset.text(bytes));
    }
}

package io.sluice.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReadOnceTest {
    private static byte[] bytes(ReadOnce once) throws Exception {
        try (InputStream stream = Objects.requireNonNull(once.stream())) {
            return stream.readAllBytes();
        }
    }

    private static String chars(ReadOnce once) throws Exception {
        StringWriter text = new StringWriter();
        try (Reader reader = Objects.requireNonNull(once.reader())) {
            reader.transferTo(text);
        }
        return text.toString();
    }

    @Test
    void everyShardReadsAllOfIt() throws Exception {
        byte[] long20k = new byte[20_000];
        Arrays.fill(long20k, (byte) 7);
        ReadOnce once = ReadOnce.bytes(new ByteArrayInputStream(long20k), -1);
        assertArrayEquals(long20k, bytes(once));
        assertArrayEquals(long20k, bytes(once));
        ReadOnce text = ReadOnce.chars(new StringReader("größe"), -1);
        assertEquals("größe", chars(text));
        assertEquals("größe", chars(text));
    }

    @Test
    void aLengthEndsIt() throws Exception {
        ByteArrayInputStream source = new ByteArrayInputStream(new byte[] {1, 2, 3, 4});
        assertArrayEquals(new byte[] {1, 2, 3}, bytes(ReadOnce.bytes(source, 3)));
        assertEquals(4, source.read());
        assertEquals("ab", chars(ReadOnce.chars(new StringReader("abc"), 2)));
        assertEquals("abc", chars(ReadOnce.chars(new StringReader("abc"), 9)));
        assertEquals("", chars(ReadOnce.chars(new StringReader("abc"), 0)));
    }

    @Test
    void nullStaysNull() throws Exception {
        assertNull(ReadOnce.bytes(null, -1).stream());
        assertNull(ReadOnce.chars(null, 5).reader());
    }
}

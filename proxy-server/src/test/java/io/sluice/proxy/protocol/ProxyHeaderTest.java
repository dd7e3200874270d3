package io.sluice.proxy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    private static final String BINARY = "0d0a0d0a000d0a515549540a";

    private static ByteBuf text(String line) {
        return Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII);
    }

    private static String source(ByteBuf in) {
        ByteBuf partly = in.duplicate();
        for (int length = 1; length < in.readableBytes(); length++) {
            assertNull(ProxyHeader.decode(in.slice(in.readerIndex(), length)), "bytes are missing");
        }
        InetSocketAddress source =
                Objects.requireNonNull(ProxyHeader.decode(partly)).source();
        assertEquals(0, partly.readableBytes());
        return source == null ? "none" : source.getAddress().getHostAddress() + " " + source.getPort();
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.7 10.0.0.1 5000 3306, 192.0.2.7 5000",
        "PROXY TCP6 2001:db8::7 ::1 5000 3306, 2001:db8:0:0:0:0:0:7 5000",
        "PROXY UNKNOWN, none",
        "PROXY UNKNOWN whatever it says, none"
    })
    void readsLines(String line, String source) {
        assertEquals(source, source(text(line + "\r\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "2111000cc00002070a00000113880cea, 192.0.2.7 5000",
        "2121002420010db800000000000000000000000700000000000000000000000000000001"
                + "13880cea, 2001:db8:0:0:0:0:0:7 5000",
        "21110010c00002070a00000113880cea01020304, 192.0.2.7 5000",
        "20000000, none",
        "21000000, none"
    })
    void readsBinary(String rest, String source) {
        assertEquals(source, source(Unpooled.wrappedBuffer(HexFormat.of().parseHex(BINARY + rest))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "PROXY TCP4 192.0.2.7 10.0.0.1 5000\r\n",
                "PROXY TCP4 name.example 10.0.0.1 5000 3306\r\n",
                "PROXY TCP4 192.0.2.7 10.0.0.1 70000 3306\r\n",
                "PROXY TCP4 192.0.2.7 10.0.0.1 5000 3306\n",
                "PROXY TCP4 999.0.2.7 10.0.0.1 5000 3306\r\n"
            })
    void refusesOtherLines(String line) {
        assertThrows(ProtocolViolation.class, () -> ProxyHeader.decode(text(line)));
    }

    @Test
    void refusesWhatHasNoEnd() {
        assertThrows(ProtocolViolation.class, () -> ProxyHeader.decode(text("PROXY " + "x".repeat(200))));
        byte[] wrong = HexFormat.of().parseHex(BINARY + "31110000");
        assertThrows(ProtocolViolation.class, () -> ProxyHeader.decode(Unpooled.wrappedBuffer(wrong)));
        byte[] cut = HexFormat.of().parseHex(BINARY + "2111000400000000");
        assertThrows(ProtocolViolation.class, () -> ProxyHeader.decode(Unpooled.wrappedBuffer(cut)));
    }
}

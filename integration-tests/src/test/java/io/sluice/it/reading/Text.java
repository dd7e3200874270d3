package io.sluice.it.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Texts as a file can hold them: ␤ ␉ ␀ ␍ ␋ ␌ stand for the control characters, ⟪C0AF⟫ for raw bytes. */
final class Text {
    private static final String PICTURES = "␀␉␊␤␋␌␍";
    private static final byte[] CONTROLS = {0, 9, 10, 10, 11, 12, 13};

    private Text() {}

    static byte[] bytes(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            int close = line.indexOf('⟫', at);
            int picture = PICTURES.indexOf(c);
            if (c == '⟪' && close > 0) {
                out.writeBytes(HexFormat.of().parseHex(line.substring(at + 1, close)));
                at = close + 1;
            } else if (picture >= 0) {
                out.write(CONTROLS[picture]);
                at++;
            } else {
                int end = line.offsetByCodePoints(at, 1);
                out.writeBytes(line.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        return out.toByteArray();
    }

    /** For a message or a file: the opposite of {@link #bytes}. */
    static String shown(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean valid = java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        if (!valid) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        for (char c : text.toCharArray()) {
            int control = new String(CONTROLS, StandardCharsets.ISO_8859_1).indexOf(c);
            if (control >= 0) {
                out.append(c == '\n' ? '␤' : PICTURES.charAt(control));
            } else if (c < ' ' || (!valid && c >= 128)) {
                out.append('⟪').append(HexFormat.of().toHexDigits((byte) c)).append('⟫');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}

package io.sluice.routing.load;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The characters that bytes of a file mean, where that is certain. */
final class FileText {
    private FileText() {}

    /**
     * @param charset in lower case; null where it is not known
     * @return null where it is not certain
     */
    static @Nullable String decoded(byte[] bytes, @Nullable String charset) {
        if (charset == null) {
            return null;
        }
        return switch (charset) {
            case "utf8mb4" -> utf8(bytes);
            case "utf8", "utf8mb3" -> {
                String text = utf8(bytes);
                yield text == null || text.chars().anyMatch(c -> Character.isSurrogate((char) c)) ? null : text;
            }
            case "latin1" -> latin1(bytes);
            default -> null;
        };
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** What is called latin1 is Windows' character set, with five characters of its own. */
    private static @Nullable String latin1(byte[] bytes) {
        for (byte b : bytes) {
            int code = b & 0xFF;
            if (code >= 0x80 && code < 0xA0) {
                return null;
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

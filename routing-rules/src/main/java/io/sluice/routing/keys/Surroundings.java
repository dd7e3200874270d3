package io.sluice.routing.keys;

import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a session's settings say of its values. Immutable.
 *
 * @param lastCharacter the last code point that reaches the servers as itself: beyond it a conversion between the client's and
 *     the connection's character set may change a string
 * @param utf8 true where a string's bytes are those of UTF-8
 * @param zone the session's time zone where it is a fixed offset, else null
 * @param zeroIsValue true under NO_AUTO_VALUE_ON_ZERO: 0 in an AUTO_INCREMENT column is 0
 */
public record Surroundings(int lastCharacter, boolean utf8, @Nullable ZoneOffset zone, boolean zeroIsValue) {
    /** A connection as a pool opens it: utf8mb4, in the server's time zone. */
    public static final Surroundings USUAL = new Surroundings(Character.MAX_CODE_POINT, true, null, false);

    boolean carries(String text) {
        return ascii(text) || text.codePoints().allMatch(c -> c <= lastCharacter);
    }

    /** A loop: it runs for each string that a statement is routed by. */
    static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }
}

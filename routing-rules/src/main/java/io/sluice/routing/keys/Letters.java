package io.sluice.routing.keys;

/**
 * The letters that a text key may have under a collation that is the same for all languages, without case. Coarser than any of
 * them: small and large kana, hiragana and katakana are one.
 *
 * <p>INVARIANT: what is here is data: stored rows lie where it says. CollationsTest proves each letter against the servers'
 * weights.
 */
final class Letters {
    /** For a character that has no letter here. */
    static final char NONE = 0;

    private static final String SMALL_KANA = "\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e";

    private Letters() {}

    /** The letter of a character that is decomposed and stripped of marks. */
    static char of(char c) {
        if (c <= '~') {
            return c < ' ' ? NONE : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        if (c >= 0x0391 && c <= 0x044f) {
            return c <= 0x03c9 ? greek(c) : c >= 0x0402 ? cyrillic(c) : NONE;
        }
        if (c >= 0x3041 && c <= 0x30f3) {
            return c <= 0x3093 ? hiragana(c) : c >= 0x30a1 ? hiragana((char) (c - 0x60)) : NONE;
        }
        boolean han = c >= 0x4e00 && c <= 0x9fa5;
        boolean hangul = (c >= 0x1100 && c <= 0x1112) || (c >= 0x1161 && c <= 0x1175) || (c >= 0x11a8 && c <= 0x11c2);
        return han || hangul ? c : c >= 0x0452 && c <= 0x045f ? cyrillic(c) : NONE;
    }

    private static char greek(char c) {
        boolean letter = (c <= 0x03a9 && c != 0x03a2) || c >= 0x03b1;
        return !letter ? NONE : c <= 0x03a9 ? (char) (c + 0x20) : c == 0x03c2 ? 0x03c3 : c;
    }

    private static char cyrillic(char c) {
        return c <= 0x040f ? (char) (c + 0x50) : c <= 0x042f ? (char) (c + 0x20) : c;
    }

    private static char hiragana(char c) {
        return SMALL_KANA.indexOf(c) >= 0 ? (char) (c + 1) : c;
    }
}

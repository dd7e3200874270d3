package io.sluice.sql.lex;

import io.sluice.sql.Dialect;
import java.util.Locale;
import java.util.Set;

/** Words and operators with a fixed meaning: reserved words, character sets. */
public final class Words {
    private static final Set<String> CHARSETS = Set.of(
            ("armscii8 ascii big5 binary cp1250 cp1251 cp1256 cp1257 cp850 cp852 cp866 cp932 dec8 eucjpms euckr gb18030 gb2312 "
                            + "gbk geostd8 greek hebrew hp8 keybcs2 koi8r koi8u latin1 latin2 latin5 latin7 macce macroman sjis swe7 "
                            + "tis620 ucs2 ujis utf16 utf16le utf32 utf8 utf8mb3 utf8mb4")
                    .split(" "));

    private Words() {}

    /** True where {@code word} (any case) must be quoted to be a name. */
    public static boolean reserved(String word, Dialect dialect) {
        return (dialect.mariaDb() ? ReservedWords.MARIADB : ReservedWords.MYSQL)
                .contains(word.toUpperCase(Locale.ROOT));
    }

    /** True where {@code text[start, end)} names a character set. */
    static boolean charset(String text, int start, int end) {
        return end - start <= 8 && CHARSETS.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
    }

    /** The comparison or shift in {@code text[start, end)}, ERROR for none. */
    static Token comparison(String text, int start, int end) {
        char a = text.charAt(start);
        if (end == start + 1) {
            return a == '=' ? Token.EQ : a == '<' ? Token.LT : a == '>' ? Token.GT : Token.NOT;
        }
        char b = text.charAt(start + 1);
        if (end == start + 3) {
            return b == '=' && text.charAt(start + 2) == '>' ? Token.NULL_SAFE_EQ : Token.ERROR;
        }
        if (b == '=') {
            return a == '<' ? Token.LE : a == '>' ? Token.GE : a == '!' ? Token.NE : Token.ERROR;
        }
        if (a == '<') {
            return b == '>' ? Token.NE : b == '<' ? Token.SHIFT_LEFT : Token.ERROR;
        }
        return a == '>' && b == '>' ? Token.SHIFT_RIGHT : Token.ERROR;
    }
}

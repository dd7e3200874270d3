package io.sluice.routing.plan;

import io.sluice.sql.ColumnRef;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;

/** Finds an equality that is known to stand in some ON of a FROM again in the words of one ON. */
final class OnWords {
    private OnWords() {}

    /** True where the ON or USING in {@code on} plainly says that both columns are equal. */
    static boolean say(Fingerprint fingerprint, Span on, ColumnRef left, ColumnRef right) {
        List<String> words = words(fingerprint, on);
        if (words.isEmpty() || words.contains("or") || words.contains("not") || words.contains("case")) {
            return false;
        }
        if (words.get(0).equals("using")) {
            return words.contains(left.name().toLowerCase(java.util.Locale.ROOT))
                    && left.name().equalsIgnoreCase(right.name());
        }
        return stands(words, name(left), name(right)) || stands(words, name(right), name(left));
    }

    /** The words in lower case; ORs of any sort are {@code or}, and other negations {@code not}. */
    private static List<String> words(Fingerprint fingerprint, Span on) {
        List<String> words = new ArrayList<>();
        Lexer lexer = new Lexer(fingerprint.text(), fingerprint.dialect());
        for (Token token = lexer.next(); token != Token.END && lexer.start() < on.end(); token = lexer.next()) {
            if (lexer.start() < on.start()) {
                continue;
            }
            switch (token) {
                case PIPES -> words.add("or");
                case NOT -> words.add("not");
                default -> words.add(lexer.is("XOR") ? "or" : lexer.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return words;
    }

    private static List<String> name(ColumnRef ref) {
        String column = ref.name().toLowerCase(java.util.Locale.ROOT);
        return ref.qualifier() == null
                ? List.of(column)
                : List.of(ref.qualifier().toLowerCase(java.util.Locale.ROOT), ".", column);
    }

    private static boolean stands(List<String> words, List<String> left, List<String> right) {
        List<String> equality = new ArrayList<>(left);
        equality.add("=");
        equality.addAll(right);
        return java.util.Collections.indexOfSubList(words, equality) >= 0;
    }
}

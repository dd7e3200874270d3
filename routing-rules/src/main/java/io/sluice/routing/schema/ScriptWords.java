package io.sluice.routing.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A script cut into words, with lines for errors; used by one thread. */
final class ScriptWords {
    private static final Pattern WORD = Pattern.compile(
            "(?<skip>\\s+|--[^\\n]*|#[^\\n]*|/\\*.*?\\*/)|`(?<quoted>[^`]+)`|(?<text>'(?:[^'\\\\]|''|\\\\.)*')|(?<word>[\\w$]+)|(?<sign>.)",
            Pattern.DOTALL);

    private record Word(String text, boolean quoted, int line) {}

    private final List<Word> words = new ArrayList<>();
    private int at;

    ScriptWords(String script) {
        Matcher matcher = WORD.matcher(script);
        int line = 1;
        while (matcher.find()) {
            String quoted = matcher.group("quoted");
            if (quoted != null) {
                words.add(new Word(quoted, true, line));
            } else if (matcher.group("skip") == null) {
                words.add(new Word(matcher.group(), false, line));
            }
            line += (int) matcher.group().chars().filter(c -> c == '\n').count();
        }
    }

    boolean done() {
        return at >= words.size();
    }

    /** The next word in lower case, empty at the end; does not move. */
    String peek() {
        return done() || words.get(at).quoted() ? "" : words.get(at).text().toLowerCase(Locale.ROOT);
    }

    boolean at(String word) {
        return peek().equals(word);
    }

    boolean take(String word) {
        boolean taken = at(word);
        if (taken) {
            at++;
        }
        return taken;
    }

    void expect(String word) {
        if (!take(word)) {
            throw wrong("'" + word + "'");
        }
    }

    /** The next word in lower case, or a quoted name. */
    String next() {
        if (done()) {
            throw wrong("more");
        }
        Word word = words.get(at++);
        return word.quoted() ? word.text() : word.text().toLowerCase(Locale.ROOT);
    }

    /** The next word's text where it is a string, else null; moves on. */
    @Nullable
    String text() {
        String word = done() ? "" : words.get(at).text();
        next();
        return word.startsWith("'")
                ? word.substring(1, word.length() - 1).replace("''", "'").replaceAll("\\\\(.)", "$1")
                : null;
    }

    /** The next word as a constant: a string's text or a number; null for anything else. Moves on. */
    @Nullable
    String constant(String sign) {
        String word = done() ? "" : words.get(at).text();
        if (word.startsWith("'")) {
            return text();
        }
        StringBuilder number = new StringBuilder(sign).append(next());
        while (at(".") || (number.charAt(number.length() - 1) == '.' && !done())) {
            number.append(next());
        }
        return number.toString().matches("-?[0-9]+(\\.[0-9]+)?") ? number.toString() : null;
    }

    /** The next word, which must begin with a letter, in lower case. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The next name as written. */
    String name() {
        if (done()
                || !(words.get(at).quoted()
                        || Character.isLetter(words.get(at).text().charAt(0))
                        || words.get(at).text().charAt(0) == '_')) {
            throw wrong("a name");
        }
        return words.get(at++).text();
    }

    int number() {
        try {
            return Integer.parseInt(next());
        } catch (NumberFormatException e) {
            at--;
            throw wrong("a number");
        }
    }

    private IllegalArgumentException wrong(String expected) {
        String found = done() ? "the end" : "'" + words.get(at).text() + "'";
        int line =
                words.isEmpty() ? 1 : words.get(Math.min(at, words.size() - 1)).line();
        return new IllegalArgumentException("line " + line + ": expected " + expected + ", found " + found);
    }
}

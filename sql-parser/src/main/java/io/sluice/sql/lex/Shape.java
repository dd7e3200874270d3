package io.sluice.sql.lex;

import io.sluice.sql.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * What statements have in common that differ only in their literals: the key of the plan cache. Two shapes are equal where
 * the texts are equal but for the literals and {@code ?}, where number stands for number, string for string, bytes for bytes and
 * {@code ?} for {@code ?} (a server reads {@code 1 'a'} as an alias and {@code 'b' 'a'} as one string), and where the dialect is
 * the same. White space, case and comments count: the text that is sent is the user's own. Immutable.
 */
public final class Shape {
    private final String text;
    private final Dialect dialect;
    private final int[] slots;
    private final int count;
    private final int hash;

    /** @param slots for each slot {@link Fingerprint#STRIDE} numbers: start, end, mark */
    Shape(String text, Dialect dialect, int[] slots, int count) {
        this.text = text;
        this.dialect = dialect;
        this.slots = slots;
        this.count = count;
        this.hash = hash(text, slots, count) * 31 + (dialect.ansiQuotes() ? 1 : 0);
    }

    /**
     * An equal shape that does not hold the literals' text: what a cache keeps as its key.
     */
    public Shape compact() {
        int[] kept = new int[count * Fingerprint.STRIDE];
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int i = 0; i < kept.length; i += Fingerprint.STRIDE) {
            out.append(text, from, slots[i]);
            kept[i] = out.length();
            out.append('?');
            kept[i + 1] = out.length();
            kept[i + 2] = slots[i + 2];
            from = slots[i + 1];
        }
        return new Shape(out.append(text, from, text.length()).toString(), dialect, kept, count);
    }

    /** A rough number of the heap bytes that the compact form holds. */
    public int weight() {
        int literals = 0;
        for (int i = 0; i < count * Fingerprint.STRIDE; i += Fingerprint.STRIDE) {
            literals += slots[i + 1] - slots[i];
        }
        return 96 + 2 * (text.length() - literals) + (4 * Fingerprint.STRIDE + 2) * count;
    }

    /** The text with {@code ?} in place of every literal: fit for logs. */
    @Override
    public String toString() {
        return compact().text;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        if (this == object) {
            return true;
        }
        if (!(object instanceof Shape other)
                || hash != other.hash
                || count != other.count
                || !dialect.equals(other.dialect)) {
            return false;
        }
        int here = 0;
        int there = 0;
        for (int i = 0; i < count * Fingerprint.STRIDE; i += Fingerprint.STRIDE) {
            int length = slots[i] - here;
            if (other.slots[i] - there != length
                    || Fingerprint.group(slots[i + 2]) != Fingerprint.group(other.slots[i + 2])
                    || !text.regionMatches(here, other.text, there, length)) {
                return false;
            }
            here = slots[i + 1];
            there = other.slots[i + 1];
        }
        int rest = text.length() - here;
        return other.text.length() - there == rest && text.regionMatches(here, other.text, there, rest);
    }

    private static int hash(String text, int[] slots, int count) {
        int hash = 1;
        int from = 0;
        for (int i = 0; i < count * Fingerprint.STRIDE; i += Fingerprint.STRIDE) {
            hash = part(text, from, slots[i], hash) * 31 + Fingerprint.group(slots[i + 2]);
            from = slots[i + 1];
        }
        return part(text, from, text.length(), hash);
    }

    private static int part(String text, int from, int to, int seed) {
        int hash = seed;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + text.charAt(i);
        }
        return hash;
    }
}

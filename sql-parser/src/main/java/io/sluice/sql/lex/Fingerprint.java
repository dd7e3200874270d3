package io.sluice.sql.lex;

import io.sluice.sql.Dialect;
import io.sluice.sql.SqlValue;
import io.sluice.sql.text.Span;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * One statement's text with its literals and {@code ?} lifted out as slots, in one pass of the {@link Lexer}. Its
 * {@link #shape()} is the key of the plan cache; the slots' values are decoded only when asked for. Immutable.
 */
public final class Fingerprint {
    /** Numbers kept for each slot: start, end, mark (the token, an introducer's bit, a parameter's ordinal). */
    static final int STRIDE = 3;

    private static final String HINT = "sluice:";
    private static final int TOKEN_BITS = 0xff;
    private static final int INTRODUCED = 0x100;
    private static final int ORDINAL_SHIFT = 9;
    private static final Token[] TOKENS = Token.values();
    private static final int[] GROUPS = groups();

    private final String text;
    private final Dialect dialect;
    private final int length;
    private final int[] slots;
    private final int slotCount;
    private final int parameterCount;
    private final int statementEnd;
    private final int secondStatement;
    private final @Nullable String problem;
    private final int problemAt;
    private final List<Span> comments;
    private final Shape shape;

    private Fingerprint(Scan scan) {
        text = scan.lexer.text();
        dialect = scan.dialect;
        length = scan.lexer.length();
        slots = scan.slots;
        slotCount = scan.slotCount;
        parameterCount = scan.parameterCount;
        statementEnd = scan.separator < 0 ? length : scan.separator;
        secondStatement = scan.second;
        problem = scan.problem;
        problemAt = scan.problemAt;
        comments = scan.lexer.comments();
        shape = new Shape(text, dialect, slots, slotCount);
    }

    /** Reads {@code text}; never fails, see {@link #complete()}. */
    public static Fingerprint of(String text, Dialect dialect) {
        Scan scan = new Scan(text, dialect);
        scan.run();
        return new Fingerprint(scan);
    }

    /** The same text read under another dialect; null where it could mean something else there. */
    public @Nullable Fingerprint under(Dialect other) {
        if (other.equals(dialect)) {
            return this;
        }
        return SameReading.of(text, dialect, other) ? of(text, other) : null;
    }

    public String text() {
        return text;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The key of the plan cache; keep its {@link Shape#compact()}. */
    public Shape shape() {
        return shape;
    }

    /** Literals and {@code ?} of the whole text. */
    public int slotCount() {
        return slotCount;
    }

    public int slotStart(int slot) {
        return slots[slot * STRIDE];
    }

    public int slotEnd(int slot) {
        return slots[slot * STRIDE + 1];
    }

    /** STRING, NATIONAL_STRING, NUMBER_INT, NUMBER_DECIMAL, NUMBER_FLOAT, HEX, BIT or PARAMETER. */
    public Token slotToken(int slot) {
        return TOKENS[mark(slot) & TOKEN_BITS];
    }

    /** True where slot {@code slot} is a {@code ?}. */
    public boolean isParameter(int slot) {
        return slotToken(slot) == Token.PARAMETER;
    }

    /** 0-based index among the {@code ?} of the text; -1 where the slot is a literal. */
    public int parameterOrdinal(int slot) {
        return isParameter(slot) ? mark(slot) >>> ORDINAL_SHIFT : -1;
    }

    public int parameterCount() {
        return parameterCount;
    }

    /** The slot that begins at {@code position}, -1 for none. */
    public int slotAt(int position) {
        int low = 0;
        int high = slotCount - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int start = slotStart(middle);
            if (start == position) {
                return middle;
            }
            if (start < position) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Where the slots stand, in text order: a view. */
    public List<Span> slotSpans() {
        return new SlotSpans();
    }

    private final class SlotSpans extends AbstractList<Span> implements RandomAccess {
        @Override
        public Span get(int slot) {
            return new Span(slotStart(slot), slotEnd(slot));
        }

        @Override
        public int size() {
            return slotCount;
        }
    }

    /**
     * The value of a literal, decoded now; Unreadable for {@code ?} and for what cannot be known. A string goes on in the next
     * slot where two stand side by side: that is the reader's business.
     */
    public SqlValue value(int slot) {
        if (isParameter(slot)) {
            return new SqlValue.Unreadable();
        }
        return (mark(slot) & INTRODUCED) == 0
                ? Literals.value(text, slotStart(slot), slotEnd(slot), dialect)
                : Literals.introduced(introducer(slot), text, slotStart(slot), slotEnd(slot), dialect);
    }

    /** True where every token was read with certainty; else {@link #problem()} says what is wrong. */
    public boolean complete() {
        return problem == null;
    }

    /** What is wrong with the first token that could not be read, null where all could. */
    public @Nullable String problem() {
        return problem;
    }

    /** Where the first unreadable token begins, -1 for none. */
    public int problemAt() {
        return problemAt;
    }

    /** Where the (first) statement ends: the offset of its semicolon, or of the text's end without trailing semicolons. */
    public int statementEnd() {
        return statementEnd;
    }

    /** Where a second statement begins in the same text, -1 for none; semicolons at the end are not a statement. */
    public int secondStatement() {
        return secondStatement;
    }

    /** Where the comments stand that begin with {@code /*} and are not opened, in text order; hints are among them. */
    public List<Span> comments() {
        return comments;
    }

    /** The texts behind {@code sluice:} of comments such as {@code /* sluice: primary *}{@code /}, in text order. */
    public List<String> hints() {
        List<String> hints = new ArrayList<>();
        for (Span comment : comments) {
            String inner =
                    text.substring(comment.start() + 2, comment.end() - 2).strip();
            if (inner.regionMatches(true, 0, HINT, 0, HINT.length())) {
                hints.add(inner.substring(HINT.length()).strip());
            }
        }
        return hints;
    }

    /**
     * The names in optimizer hints ({@code /*+ JOIN_ORDER(a, b@qb) INDEX(c i) *}{@code /}) that stand where a table is named, in text
     * order.
     */
    public List<Span> hintedNames() {
        List<Span> names = new ArrayList<>(0);
        for (Span comment : comments) {
            if (text.startsWith("+", comment.start() + 2)) {
                OptimizerHint.names(text, comment.start() + 3, comment.end() - 2, dialect, names);
            }
        }
        return names;
    }

    /** Numbers, strings, bytes and parameters are the four groups that a shape tells apart. */
    static int group(int mark) {
        return GROUPS[mark & TOKEN_BITS];
    }

    /** The text with its literals hidden; cut where it could not be read. Fit for logs. */
    @Override
    public String toString() {
        return problem == null ? shape.toString() : of(text.substring(0, problemAt), dialect).shape + "…";
    }

    private int mark(int slot) {
        return slots[slot * STRIDE + 2];
    }

    private String introducer(int slot) {
        Lexer lexer = new Lexer(text, length, dialect);
        lexer.reset(slot == 0 ? 0 : slotEnd(slot - 1));
        String name = "";
        while (lexer.next() != Token.END && lexer.start() < slotStart(slot)) {
            name = lexer.name();
        }
        return name;
    }

    private static int[] groups() {
        int[] groups = new int[TOKENS.length];
        for (Token token : TOKENS) {
            groups[token.ordinal()] = switch (token) {
                case STRING, NATIONAL_STRING -> 1;
                case NUMBER_INT, NUMBER_DECIMAL, NUMBER_FLOAT -> 2;
                case HEX, BIT -> 3;
                case PARAMETER -> 4;
                default -> 0;
            };
        }
        return groups;
    }

    /** The pass over the text. */
    private static final class Scan {
        private final Lexer lexer;
        private final Dialect dialect;
        private int[] slots = new int[STRIDE * 4];
        private int slotCount;
        private int parameterCount;
        private int separator = -1;
        private int second = -1;
        private int extra = -1;
        private @Nullable String problem;
        private int problemAt = -1;

        Scan(String text, Dialect dialect) {
            this.lexer = new Lexer(text, dialect);
            this.dialect = dialect;
        }

        void run() {
            Token before = Token.END;
            for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
                if (token == Token.SEMICOLON) {
                    extra = separator >= 0 && second < 0 ? lexer.start() : extra;
                    separator = separator < 0 ? lexer.start() : separator;
                } else if (separator >= 0 && second < 0) {
                    second = lexer.start();
                }
                if (token.slot()) {
                    add(token, before == Token.INTRODUCER);
                } else if (token == Token.ERROR && problem == null) {
                    problem = lexer.error();
                    problemAt = lexer.start();
                }
                before = token;
            }
            if (second < 0 && extra >= 0 && problem == null) {
                // An empty statement is a syntax error, unless the text's end takes it away.
                problem = "a second semicolon";
                problemAt = extra;
            }
            if (second >= 0) {
                separator = CompoundStatement.separator(lexer.text(), dialect, separator);
                second = CompoundStatement.next(lexer.text(), dialect, separator);
            }
        }

        private void add(Token token, boolean introduced) {
            int at = slotCount * STRIDE;
            if (at == slots.length) {
                slots = Arrays.copyOf(slots, at * 2);
            }
            int ordinal = token == Token.PARAMETER ? parameterCount++ : 0;
            slots[at] = lexer.start();
            slots[at + 1] = lexer.end();
            slots[at + 2] = token.ordinal() | (introduced ? INTRODUCED : 0) | ordinal << ORDINAL_SHIFT;
            slotCount++;
        }
    }
}

package io.sluice.routing.plan;

import io.sluice.sql.QueryBlock;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the words of a FROM say of its joins: which tables are filled up with NULLs by an outer join, and where the ON stands by
 * which a table is joined. Read from the tokens, for only the sides of the joins matter.
 */
final class FromClause {
    private final Map<Integer, Integer> ordinals = new HashMap<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final BitSet nullSupplied = new BitSet();
    private final Map<Integer, List<Span>> conditions = new HashMap<>();
    private boolean using;
    private boolean odd;

    private FromClause() {}

    /** Reads the FROM of {@code block}. */
    static FromClause read(Fingerprint fingerprint, QueryBlock block, List<Placed> tables) {
        FromClause from = new FromClause();
        for (int ordinal : block.tables()) {
            from.ordinals.put(tables.get(ordinal).occurrence().span().start(), ordinal);
        }
        Lexer lexer = new Lexer(fingerprint.text(), fingerprint.dialect());
        from.frames.push(new Frame(false));
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (lexer.start() >= block.span().end()) {
                break;
            }
            if (lexer.start() >= block.span().start()) {
                from.token(token, lexer);
            }
        }
        while (!from.frames.isEmpty()) {
            from.frames.pop().endOfCondition(block.span().end(), from.conditions);
        }
        return from;
    }

    /** Ordinals of tables of which an outer join may make rows of NULLs. */
    BitSet nullSupplied() {
        return nullSupplied;
    }

    /** True where USING stands somewhere: {@code *} then has fewer columns. */
    boolean using() {
        return using;
    }

    /** True where the joins are nested in a way that was not followed. */
    boolean odd() {
        return odd;
    }

    /** Where the ON (and USING) conditions stand that join table {@code ordinal} to those before it. */
    List<Span> conditions(int ordinal) {
        return conditions.getOrDefault(ordinal, List.of());
    }

    private void token(Token token, Lexer lexer) {
        Frame frame = frames.element();
        if (token == Token.LPAREN) {
            frames.push(new Frame(frame.left));
            frame.left = false;
        } else if (token == Token.RPAREN) {
            close(lexer.start());
        } else if (token == Token.COMMA) {
            frame.seen.clear();
            frame.endOfCondition(lexer.start(), conditions);
        } else if (token.word()) {
            word(frame, lexer);
        }
    }

    private void close(int at) {
        if (frames.size() > 1) {
            Frame inner = frames.pop();
            inner.endOfCondition(at, conditions);
            if (!inner.all.isEmpty()) {
                frames.element().factor = inner.all;
            }
            if (inner.nullSupplied) {
                nullSupplied.or(inner.all);
            }
            frames.element().seen.or(inner.all);
            frames.element().all.or(inner.all);
        }
    }

    private static boolean endsTheFrom(Lexer lexer) {
        return lexer.is("WHERE") || lexer.is("GROUP") || lexer.is("HAVING") || lexer.is("ORDER") || lexer.is("LIMIT");
    }

    private void word(Frame frame, Lexer lexer) {
        if (endsTheFrom(lexer)) {
            frame.endOfCondition(lexer.start(), conditions);
        }
        if (lexer.is("LEFT") || lexer.is("RIGHT")) {
            frame.side = lexer.is("LEFT") ? Side.LEFT : Side.RIGHT;
        } else if (lexer.is("JOIN") || lexer.is("STRAIGHT_JOIN")) {
            frame.endOfCondition(lexer.start(), conditions);
            join(frame);
        } else if (lexer.is("ON") || lexer.is("USING")) {
            frame.condition = frame.condition < 0 ? lexer.start() : frame.condition;
            using |= lexer.is("USING");
            frame.waiting = false;
        } else if (!lexer.is("OUTER")) {
            Integer ordinal = ordinals.get(lexer.start());
            if (ordinal != null) {
                frame.seen.set(ordinal);
                frame.all.set(ordinal);
                frame.factor = new BitSet();
                frame.factor.set(ordinal);
                if (frame.left) {
                    nullSupplied.set(ordinal);
                }
            }
            frame.left = false;
            frame.side = Side.NONE;
        }
    }

    private void join(Frame frame) {
        odd |= frame.waiting;
        if (frame.side == Side.RIGHT) {
            nullSupplied.or(frame.seen);
        }
        frame.left = frame.side == Side.LEFT;
        frame.waiting = frame.side != Side.NONE;
        frame.side = Side.NONE;
    }

    private enum Side {
        NONE,
        LEFT,
        RIGHT
    }

    /** One level of parentheses. */
    private static final class Frame {
        /** The whole level stands behind LEFT JOIN. */
        final boolean nullSupplied;

        final BitSet seen = new BitSet();
        final BitSet all = new BitSet();
        /** What was joined last, to which the next ON belongs. */
        BitSet factor = new BitSet();

        /** Where the open ON begins, -1 for none. */
        int condition = -1;

        Side side = Side.NONE;
        boolean left;
        boolean waiting;

        Frame(boolean nullSupplied) {
            this.nullSupplied = nullSupplied;
        }

        void endOfCondition(int end, Map<Integer, List<Span>> conditions) {
            if (condition >= 0) {
                Span span = new Span(condition, end);
                factor.stream().forEach(t -> conditions
                        .computeIfAbsent(t, k -> new ArrayList<>())
                        .add(span));
            }
            condition = -1;
        }
    }
}

package io.sluice.routing.session;

import io.sluice.routing.RoutingError;
import io.sluice.sql.Expr;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SqlParser;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.Statement.Named;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Heading;
import io.sluice.sql.text.Span;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements that a session's PREPARE has given a name: kept here as texts, so that EXECUTE is planned as any other statement,
 * with the values of its variables written in place of the question marks. Mutable, confined to its session's thread.
 */
public final class NamedStatements {
    private static final int MOST = 16_382;
    private static final int MOST_TEXT = 64 << 20;

    private final Session session;
    private final Map<String, Prepared> texts = new HashMap<>();
    private int characters;

    /**
     * What PREPARE has read, so that EXECUTE reads nothing anew: a server goes on with its reading whatever sql_mode says later.
     * Immutable.
     *
     * @param name the statement's own
     * @param text what it stands for
     * @param headed see {@link #headed}
     */
    public record Prepared(String name, Fingerprint text, List<Headed> headed) {
        public Prepared {
            headed = List.copyOf(headed);
        }
    }

    /**
     * An item of a select list that is called as it is written, with a question mark in it.
     *
     * @param span the whole item, which is its expression
     * @param name what a server calls it
     */
    public record Headed(Span span, String name) {}

    NamedStatements(Session session) {
        this.session = session;
    }

    /**
     * PREPARE: the statement's text is read, and a server is asked about it before {@link #keep}. The one that had the name is
     * gone, as in MySQL. Parses: it takes as long as that.
     *
     * @param statement the text of the PREPARE itself
     * @throws io.sluice.routing.RoutingException SYNTAX for a variable that is NULL, NOT_PREPARABLE, TOO_MANY_STATEMENTS
     */
    public Prepared prepare(Fingerprint statement) {
        Named named = read(statement);
        remove(named.name());
        if (texts.size() >= MOST || characters > MOST_TEXT) {
            throw RoutingError.TOO_MANY_STATEMENTS.with(MOST);
        }
        return prepared(named.name(), source(named.operands().get(0), statement));
    }

    /** PREPARE has succeeded. */
    public void keep(Prepared prepared) {
        texts.put(key(prepared.name()), prepared);
        characters += prepared.text().text().length();
    }

    /**
     * EXECUTE: the text to be run, with values in place of its question marks; headings stay as they would be.
     *
     * @throws io.sluice.routing.RoutingException UNKNOWN_STATEMENT, WRONG_ARGUMENTS, PREPARE_AGAIN where sql_mode has
     *     changed since in a way that would change the text's meaning
     */
    public String execute(Fingerprint statement) {
        Named named = read(statement);
        boolean immediate = named.kind() == Named.Kind.EXECUTE_IMMEDIATE;
        List<Span> operands = named.operands();
        if (immediate) {
            Prepared now = prepared("", source(operands.get(0), statement));
            return filled(now.text(), now.headed(), operands.subList(1, operands.size()), statement);
        }
        Prepared kept = texts.get(key(named.name()));
        if (kept == null) {
            throw RoutingError.UNKNOWN_STATEMENT.with(named.name(), "EXECUTE");
        }
        Fingerprint inner = kept.text().under(session.dialect());
        if (inner == null) {
            throw RoutingError.PREPARE_AGAIN.with();
        }
        return filled(inner, kept.headed(), operands, statement);
    }

    /** @throws io.sluice.routing.RoutingException UNKNOWN_STATEMENT */
    public void deallocate(Fingerprint statement) {
        String name = read(statement).name();
        if (!remove(name)) {
            throw RoutingError.UNKNOWN_STATEMENT.with(name, "DEALLOCATE PREPARE");
        }
    }

    void clear() {
        texts.clear();
        characters = 0;
    }

    private boolean remove(String name) {
        Prepared before = texts.remove(key(name));
        characters -= before == null ? 0 : before.text().text().length();
        return before != null;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Named read(Fingerprint statement) {
        if (SqlParser.parse(statement) instanceof Named named) {
            return named;
        }
        throw RoutingError.BUG.with("not a named statement");
    }

    private Prepared prepared(String name, String text) {
        Fingerprint inner = Fingerprint.of(text, session.dialect());
        Statement statement = SqlParser.parse(inner);
        if (statement instanceof Named) {
            throw RoutingError.NOT_PREPARABLE.with();
        }
        return new Prepared(name, inner, headed(inner, statement));
    }

    /** The text that a literal or a variable holds. */
    private String source(Span operand, Fingerprint statement) {
        String text = null;
        if (variable(operand, statement)) {
            String sql = session.image().value(name(operand, statement));
            text = sql == null ? null : UserVariable.text(sql);
        } else if (value(operand, statement) instanceof SqlValue.Text literal) {
            text = literal.value();
        }
        if (text == null) {
            throw RoutingError.SYNTAX.with(
                    "check the manual that corresponds to your server version for the right syntax"
                            + " to use near 'NULL' at line 1");
        }
        return text;
    }

    private static boolean variable(Span operand, Fingerprint statement) {
        return statement.text().charAt(operand.start()) == '@';
    }

    /** As images call it. */
    private static String name(Span operand, Fingerprint statement) {
        return "@"
                + io.sluice.sql.lex.Names.unquote(statement.text(), operand.start(), operand.end())
                        .toLowerCase(Locale.ROOT);
    }

    private static SqlValue value(Span operand, Fingerprint statement) {
        return statement.value(statement.slotAt(operand.start()));
    }

    private String filled(Fingerprint inner, List<Headed> items, List<Span> values, Fingerprint statement) {
        if (values.size() != inner.parameterCount()) {
            throw RoutingError.WRONG_ARGUMENTS.with("EXECUTE");
        }
        if (values.isEmpty()) {
            return inner.text();
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        int item = 0;
        for (int slot = 0; slot < inner.slotCount(); slot++) {
            while (item < items.size() && items.get(item).span().end() <= inner.slotStart(slot)) {
                from = heading(items.get(item++), inner, from, out);
            }
            if (inner.isParameter(slot)) {
                out.append(inner.text(), from, inner.slotStart(slot)).append(' ');
                String literal = literal(values.get(inner.parameterOrdinal(slot)), statement);
                out.append(column(items, item, inner, slot) ? typed(literal) : literal)
                        .append(' ');
                from = inner.slotEnd(slot);
            }
        }
        while (item < items.size()) {
            from = heading(items.get(item++), inner, from, out);
        }
        return out.append(inner.text(), from, inner.text().length()).toString();
    }

    /** True where a column is this question mark and nothing else. */
    private static boolean column(List<Headed> items, int item, Fingerprint inner, int slot) {
        return item < items.size()
                && items.get(item).span().equals(new Span(inner.slotStart(slot), inner.slotEnd(slot)));
    }

    /** A variable's whole number is a BIGINT, where MariaDB makes a literal as small as it can. */
    private String typed(String literal) {
        return session.dialect().mariaDb() && literal.matches("-?[0-9]{1,18}")
                ? "CAST((" + literal + "|0) AS SIGNED)"
                : literal;
    }

    private static int heading(Headed item, Fingerprint inner, int from, StringBuilder out) {
        int end = item.span().end();
        out.append(inner.text(), from, end)
                .append(" AS `")
                .append(item.name().replace("`", "``"))
                .append('`');
        return end;
    }

    /** The items that are called as they are written, with a question mark in them, in the order in which they end. */
    private static List<Headed> headed(Fingerprint inner, Statement statement) {
        if (inner.parameterCount() == 0 || !(statement instanceof Statement.Query query)) {
            return List.of();
        }
        Set<Headed> headed = new HashSet<>();
        Heading heading = new Heading(inner);
        for (QueryBlock block : query.scope().blocks()) {
            int before = -1;
            for (SelectItem item : block.items()) {
                boolean marked = item.span().of(inner.text()).indexOf('?') >= 0;
                // What a subquery calls its column nobody sees.
                boolean shown = block.kind() != QueryBlock.Kind.SUBQUERY && item.alias() == null;
                if (marked && shown && !(item.expr() instanceof Expr.Star)) {
                    headed.add(new Headed(
                            item.span(), heading.of(before, item.span()).bound()));
                }
                before = item.span().end();
            }
        }
        return headed.stream()
                .sorted(Comparator.comparingInt(item -> item.span().end()))
                .toList();
    }

    private String literal(Span operand, Fingerprint statement) {
        if (!variable(operand, statement)) {
            return operand.of(statement.text());
        }
        @Nullable String sql = session.image().value(name(operand, statement));
        return UserVariable.literal(sql, !session.dialect().noBackslashEscapes(), session.clientCharset());
    }
}

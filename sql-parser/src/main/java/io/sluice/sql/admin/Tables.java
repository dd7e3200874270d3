package io.sluice.sql.admin;

import io.sluice.sql.Feature;
import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the tables of one statement. Confined to one reading. */
final class Tables {
    /** Reading each copies the text before it. */
    private static final int MAX_QUERIES = 50;

    private final Cursor cursor;
    private final Function<Fingerprint, Statement> inner;
    private final List<TableOccurrence> tables = new ArrayList<>();
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);
    private final List<Integer> pinned = new ArrayList<>();
    private int queries;

    /** @param inner reads a query that stands inside the statement */
    Tables(Cursor cursor, Function<Fingerprint, Statement> inner) {
        this.cursor = cursor;
        this.inner = inner;
    }

    /** Takes {@code [schema.]name} as a table. */
    void read(boolean write) {
        Named named = named();
        add(named.schema, named.name, named.span, write);
    }

    /** {@code [schema.]name}, taken but not yet a table. */
    record Named(@Nullable String schema, String name, Span span) {}

    Named named() {
        int start = cursor.start();
        String name = cursor.expectName();
        String schema = null;
        if (cursor.take(Token.DOT)) {
            schema = name;
            name = cursor.expectName();
        }
        return new Named(schema, name, cursor.since(start));
    }

    /** Takes {@code [AS] alias} where there is one. */
    @Nullable
    String alias() {
        return cursor.take("AS") || cursor.atName() ? cursor.expectName() : null;
    }

    void add(Named named, @Nullable String alias, boolean write) {
        tables.add(
                new TableOccurrence(tables.size(), named.schema, named.name, alias, named.span, 0, write, List.of()));
    }

    /** Takes {@code name [, name]…}. */
    void readList(boolean write) {
        do {
            read(write);
        } while (cursor.take(Token.COMMA));
    }

    void add(@Nullable String schema, String name, Span span, boolean write) {
        tables.add(new TableOccurrence(tables.size(), schema, name, null, span, 0, write, List.of()));
    }

    void pin(int slot) {
        pinned.add(slot);
    }

    /** Takes everything up to the end and reads the queries in parentheses on the way. */
    void readTail() {
        while (!cursor.done()) {
            readStep();
        }
    }

    /** Takes one token, or a whole query in parentheses. */
    void readStep() {
        if (cursor.token() == Token.LPAREN
                && (cursor.at(1, "SELECT")
                        || cursor.at(1, "WITH")
                        || cursor.at(1, "TABLE")
                        || cursor.token(1) == Token.LPAREN && nestedQuery())) {
            int start = cursor.start();
            cursor.skipParentheses();
            readQuery(start, cursor.endBefore());
        } else if (cursor.at("SELECT")) {
            throw cursor.unexpected();
        } else {
            cursor.next();
        }
    }

    private boolean nestedQuery() {
        int ahead = 1;
        while (cursor.token(ahead) == Token.LPAREN) {
            ahead++;
        }
        return cursor.at(ahead, "SELECT") || cursor.at(ahead, "WITH");
    }

    /** Reads the query in {@code [start, end)} of the text and takes over its tables. */
    void readQuery(int start, int end) {
        if (++queries > MAX_QUERIES) {
            throw new Unexpected("too many queries in one statement", start);
        }
        String text = cursor.fingerprint.text();
        String alone = " ".repeat(start) + text.substring(start, end);
        Statement query = inner.apply(Fingerprint.of(alone, cursor.fingerprint.dialect()));
        if (!(query instanceof Statement.Query)) {
            if (query instanceof Statement.NotUnderstood not) {
                throw new Unexpected(not.reason(), not.position());
            }
            throw new Unexpected("expected a query", start);
        }
        features.add(Feature.QUERY_INSIDE);
        features.addAll(query.scope().features());
        for (TableOccurrence t : query.scope().tables()) {
            tables.add(new TableOccurrence(
                    tables.size(), t.schema(), t.name(), t.alias(), t.span(), 0, false, t.qualifiers()));
        }
    }

    /** Takes a routine's body: every word that can be a name may be a table. */
    void readBody() {
        features.add(Feature.QUERY_INSIDE);
        while (!cursor.done()) {
            if (!cursor.atName()) {
                cursor.next();
                continue;
            }
            int start = cursor.start();
            String first = cursor.expectName();
            if (cursor.token() == Token.DOT && cursor.token(1).word()) {
                int dot = cursor.endBefore();
                cursor.next();
                int behind = cursor.start();
                String second = cursor.name();
                cursor.next();
                add(null, first, new Span(start, dot), false);
                add(null, second, new Span(behind, cursor.endBefore()), false);
            } else {
                add(null, first, cursor.since(start), false);
            }
        }
    }

    /** The scope of what was read, its tables in text order. */
    Scope scope() {
        List<TableOccurrence> sorted = new ArrayList<>(tables);
        sorted.sort(Comparator.comparingInt(t -> t.span().start()));
        List<TableOccurrence> numbered = new ArrayList<>(sorted.size());
        for (TableOccurrence t : sorted) {
            numbered.add(new TableOccurrence(
                    numbered.size(), t.schema(), t.name(), t.alias(), t.span(), 0, t.write(), t.qualifiers()));
        }
        return new Scope(numbered, List.of(), features, List.of(), pinned);
    }
}

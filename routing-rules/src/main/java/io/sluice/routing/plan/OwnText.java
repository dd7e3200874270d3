package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SessionCall;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Heading;
import io.sluice.sql.lex.Names;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.HeadingText;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The user's text with physical names in it, and with nothing else changed that a client could see. */
final class OwnText {
    private final Survey survey;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Span> changed = new ArrayList<>();
    private final Set<Integer> pinned = new TreeSet<>();
    /** Where optimizer hints name something, by its name in lower case. */
    private final Map<String, List<Span>> hints = new HashMap<>();

    /** The client's aliases, as they would be written in the text, in lower case. */
    private final Set<String> aliases = new HashSet<>();

    private final Heading heading;

    private OwnText(Survey survey) {
        this.survey = survey;
        this.heading = new Heading(survey.fingerprint());
        for (Span span : survey.fingerprint().hintedNames()) {
            String name = Names.unquote(survey.text(), span.start(), span.end());
            hints.computeIfAbsent(lower(name), n -> new ArrayList<>()).add(span);
        }
        for (Placed table : survey.tables()) {
            String alias = table.occurrence().alias();
            if (alias != null) {
                aliases.add(lower(Quoting.name(alias)));
            }
        }
        Folded folded = survey.folded();
        edits.addAll(folded.edits());
        survey.tables().stream()
                .filter(t -> !folded.hides(t.occurrence().span()))
                .forEach(this::table);
        survey.scope().sessionCalls().stream()
                .filter(c -> !folded.hides(c.span()))
                .forEach(this::sessionCall);
        survey.scope().blocks().stream()
                .filter(b -> b.kind() != QueryBlock.Kind.SUBQUERY && !folded.hides(b.span()))
                .forEach(this::headings);
    }

    static OwnText of(Survey survey) {
        return new OwnText(survey);
    }

    List<Edit> edits() {
        return edits;
    }

    /** Slots whose literals went into the edits as text. */
    Set<Integer> pinned() {
        return pinned;
    }

    /**
     * What {@code part} says, for telling whether two parts say the same. The plan then depends on its literals, and no {@code ?}
     * is like another.
     */
    String sense(Span part) {
        StringBuilder out = new StringBuilder();
        int at = part.start();
        for (int i = 0; i < survey.fingerprint().slotCount(); i++) {
            Span slot = slot(i);
            if (part.contains(slot)) {
                out.append(survey.text(), at, slot.end());
                at = slot.end();
                if (survey.fingerprint().isParameter(i)) {
                    out.append(i);
                } else {
                    pinned.add(i);
                }
            }
        }
        return out.append(survey.text(), at, part.end()).toString();
    }

    private Span slot(int index) {
        return new Span(
                survey.fingerprint().slotStart(index), survey.fingerprint().slotEnd(index));
    }

    SqlTemplate template() {
        return cut(List.of());
    }

    /** With further edits. */
    SqlTemplate cut(List<Edit> more) {
        List<Edit> all = new ArrayList<>(edits);
        all.addAll(more);
        Span whole = new Span(0, survey.fingerprint().statementEnd());
        return SqlTemplate.cut(survey.text(), whole, survey.fingerprint().slotSpans(), all);
    }

    /** A part of the text, with further edits. */
    SqlTemplate cut(Span part, List<Edit> more) {
        List<Edit> all = new ArrayList<>(edits);
        all.addAll(more);
        return SqlTemplate.cut(survey.text(), part, survey.fingerprint().slotSpans(), all);
    }

    /** The pieces of a part of the text, for putting it in elsewhere. */
    List<Piece> pieces(Span part) {
        return SqlTemplate.cut(survey.text(), part, survey.fingerprint().slotSpans(), edits)
                .pieces();
    }

    private void table(Placed table) {
        TableOccurrence occurrence = table.occurrence();
        if (table.system() && occurrence.schema() != null) {
            return; // it is called so everywhere
        }
        boolean same = !table.renamed() && !table.system() && (occurrence.schema() == null || ownSchema());
        if (same && ownSchema()) {
            return;
        }
        Piece name = new Piece.Table(occurrence.ordinal());
        if (!same) {
            replace(occurrence.span(), name, aliased(table) ? " " + Quoting.name(occurrence.calledBy()) : "");
            changed.add(occurrence.span());
        }
        boolean alias = same || (occurrence.alias() == null && mayAlias(occurrence));
        if (!alias) {
            hinted(occurrence).forEach(span -> replace(span, name, ""));
        }
        for (Span qualifier : occurrence.qualifiers()) {
            boolean withSchema = qualifier.of(survey.text()).contains(".");
            if (withSchema || !alias) {
                replace(qualifier, alias ? new Piece.Text(Quoting.name(occurrence.calledBy())) : name, "");
                changed.add(qualifier);
            }
        }
    }

    /** In {@code FROM`orders`WHERE} no space parts the words, and what comes instead may have no quotes. */
    private void replace(Span span, Piece piece, String behind) {
        if (wordAt(span.start() - 1)) {
            edits.add(new Edit(Span.at(span.start()), new Piece.Text(" ")));
        }
        edits.add(new Edit(span, piece));
        String after = behind + (wordAt(span.end()) ? " " : "");
        if (!after.isEmpty()) {
            edits.add(new Edit(Span.at(span.end()), new Piece.Text(after)));
        }
    }

    private boolean wordAt(int position) {
        String text = survey.text();
        char c = position < 0 || position >= text.length() ? ' ' : text.charAt(position);
        return Character.isLetterOrDigit(c) || c >= 128 || "_$'\"".indexOf(c) >= 0;
    }

    /** True where the client's name for a table becomes its alias: something in the statement calls it so. */
    private boolean aliased(Placed table) {
        TableOccurrence occurrence = table.occurrence();
        boolean renamed = table.renamed() || table.system();
        return renamed
                && occurrence.alias() == null
                && mayAlias(occurrence)
                && (table.derived()
                        || !occurrence.qualifiers().isEmpty()
                        || !hinted(occurrence).isEmpty()
                        || taken(table));
    }

    /** True where the shards' schemas are called as the client's. */
    private boolean ownSchema() {
        String name = survey.cluster().name();
        return survey.cluster().shards().values().stream()
                .allMatch(shard -> shard.schema().equals(name));
    }

    /** True where the client calls another table as this one is called on some shard: one of the two needs an alias then. */
    private boolean taken(Placed table) {
        return !aliases.isEmpty() && table.names().stream().anyMatch(name -> aliases.contains(lower(name)));
    }

    /** Where optimizer hints name the table; each place is one occurrence's. */
    private List<Span> hinted(TableOccurrence occurrence) {
        return occurrence.alias() == null ? hints.getOrDefault(lower(occurrence.name()), List.of()) : List.of();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * The target of INSERT, DELETE and DDL takes no alias in every flavour; behind PARTITION and FOR SYSTEM_TIME it would stand in
     * the wrong place.
     */
    private boolean mayAlias(TableOccurrence occurrence) {
        if (survey.has(Feature.PARTITION_CLAUSE) || survey.has(Feature.SYSTEM_TIME)) {
            return false;
        }
        if (!occurrence.write()) {
            return true;
        }
        Statement statement = survey.statement();
        return statement instanceof Statement.Update
                || (statement instanceof Statement.Delete && survey.has(Feature.MULTI_TABLE));
    }

    /** How the column {@code column} of {@code table} is called in this text. */
    List<Piece> call(Placed table, String column) {
        TableOccurrence occurrence = table.occurrence();
        Piece name = new Piece.Text(Quoting.name(column));
        QueryBlock block = survey.scope().blocks().get(occurrence.block());
        if (block.tables().size() == 1 && block.derived().isEmpty()) {
            return List.of(name);
        }
        boolean aliased = occurrence.alias() != null || !table.renamed() || aliased(table);
        return List.of(
                aliased ? new Piece.Text(Quoting.name(occurrence.calledBy())) : new Piece.Table(occurrence.ordinal()),
                new Piece.Text("."),
                name);
    }

    private void sessionCall(SessionCall call) {
        replace(call.span(), new Piece.SessionValue(call.name()), "");
        changed.add(call.span());
    }

    /** Expressions without an alias are called as they are written: so they stay. */
    private void headings(QueryBlock block) {
        Folded folded = survey.folded();
        int before = -1;
        for (SelectItem item : block.items()) {
            boolean named =
                    item.alias() != null || item.expr() instanceof Expr.Star || item.expr() instanceof Expr.Column;
            if (!named && (changed.stream().anyMatch(item.span()::contains) || folded.changes(item.span()))) {
                heading(item.span(), before);
            }
            before = item.span().end();
        }
    }

    private void heading(Span item, int before) {
        HeadingText text = survey.folded().written(heading.of(before, item));
        Span end = Span.at(item.end());
        if (text.slots().isEmpty()) {
            edits.add(new Edit(end, new Piece.Text(" AS " + Quoting.backquoted(text.bound()))));
        } else {
            edits.add(new Edit(end, new Piece.Text(" AS ")));
            edits.add(new Edit(end, new Piece.Heading(text)));
        }
        for (int i = 0; i < survey.fingerprint().slotCount(); i++) {
            if (item.contains(slot(i))) {
                pinned.add(i);
            }
        }
    }
}

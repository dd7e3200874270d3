package io.sluice.routing.plan;

import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Feature;
import io.sluice.sql.FromItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Names;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * MySQL opens the tables of a WITH once for each use of its name, and a temporary table only once in a statement
 * (ER_CANT_REOPEN_TABLE). So every use but the first becomes a derived table with the same query, over copies of the tables. MariaDB
 * needs none of that.
 */
final class SecondUses {
    private final Survey survey;
    private final OwnText own;
    private final List<Edit> others;
    private final List<Placed> places;
    private final String shard;
    private final List<String> copies = new ArrayList<>();
    private final List<Edit> edits = new ArrayList<>();
    private boolean possible = true;

    /**
     * @param own the text over the temporary tables
     * @param others what else is changed in it
     * @param places the temporary tables by ordinal
     */
    SecondUses(Survey survey, OwnText own, List<Edit> others, List<Placed> places, String shard) {
        this.survey = survey;
        this.own = own;
        this.others = others;
        this.places = new ArrayList<>(places);
        this.shard = shard;
        if (survey.has(Feature.WITH_CLAUSE) && !survey.cluster().dialect().mariaDb()) {
            find();
        }
    }

    /** False where a use cannot be written out: a recursion, or a WITH inside. */
    boolean possible() {
        return possible;
    }

    /** What makes the copies. */
    List<String> copies() {
        return copies;
    }

    /** The temporary tables with the copies. */
    List<Placed> places() {
        return places;
    }

    List<Edit> edits() {
        return edits;
    }

    private void find() {
        Set<Integer> used = new HashSet<>();
        for (FromItem.Derived use : uses(new Span(0, survey.text().length()))) {
            if (inside(use) || tables(use.block()).isEmpty()) {
                continue;
            }
            if (!used.add(use.block())) {
                edits.addAll(written(use));
            }
        }
    }

    /** True for the use of a name within its own query. */
    private boolean inside(FromItem.Derived use) {
        return use.use() != null && block(use.block()).span().contains(use.use());
    }

    /** The uses of WITH's names in a part of the text, in its order. */
    private List<FromItem.Derived> uses(Span part) {
        List<FromItem.Derived> uses = new ArrayList<>();
        for (QueryBlock block : survey.scope().blocks()) {
            for (FromItem leaf : Columns.leaves(block.from())) {
                if (leaf instanceof FromItem.Derived derived && derived.use() != null && part.contains(derived.use())) {
                    uses.add(derived);
                }
            }
        }
        uses.sort((a, b) -> Integer.compare(start(a), start(b)));
        return uses;
    }

    private static int start(FromItem.Derived use) {
        return use.use() == null ? 0 : use.use().start();
    }

    private QueryBlock block(int id) {
        return survey.scope().blocks().get(id);
    }

    private List<Integer> tables(int id) {
        Span span = block(id).span();
        List<Integer> tables = new ArrayList<>();
        for (Placed table : survey.tables()) {
            if (span.contains(table.occurrence().span())) {
                tables.add(table.occurrence().ordinal());
            }
        }
        for (FromItem.Derived use : uses(span)) {
            if (use.block() != id) {
                tables.addAll(tables(use.block()));
            }
        }
        return tables;
    }

    /** The use with the query in place of the name. */
    private List<Edit> written(FromItem.Derived use) {
        Span name = java.util.Objects.requireNonNull(use.use());
        QueryBlock block = block(use.block());
        boolean nested = survey.scope().blocks().stream()
                .anyMatch(b -> b.kind() == QueryBlock.Kind.CTE
                        && b.id() != block.id()
                        && block.span().contains(b.span()));
        boolean recursive = uses(block.span()).stream().anyMatch(inner -> inner.block() == block.id());
        if (nested || recursive || changing(block)) {
            possible = false;
            return List.of();
        }
        List<Edit> all = new ArrayList<>();
        all.add(new Edit(name, new Piece.Text("(")));
        body(block).forEach(piece -> all.add(new Edit(Span.at(name.end()), piece)));
        boolean aliased = !use.name().equals(Names.unquote(survey.text(), name.start(), name.end()));
        String columns = columns(use);
        String end = aliased ? ")" : ") AS " + Quoting.backquoted(use.name()) + columns;
        all.add(new Edit(Span.at(name.end()), new Piece.Text(end)));
        if (aliased && !columns.isEmpty()) {
            all.add(new Edit(Span.at(aliasEnd(name.end())), new Piece.Text(columns)));
        }
        return all;
    }

    /** MySQL computes a WITH once for all its uses: written out, it must be the same each time. */
    private boolean changing(QueryBlock block) {
        return survey.has(Feature.NON_DETERMINISTIC_FUNCTION)
                || survey.scope().blocks().stream()
                        .anyMatch(b ->
                                b.limit() != null && (b == block || block.span().contains(b.span())));
    }

    /** The names that WITH gives the columns: a derived table has them behind its own. */
    private static String columns(FromItem.Derived use) {
        if (use.columns().isEmpty()) {
            return "";
        }
        return " (" + use.columns().stream().map(Quoting::backquoted).collect(Collectors.joining(", ")) + ")";
    }

    /** Behind the first word that is not AS. */
    private int aliasEnd(int from) {
        // From the text's start: what was read may stand in a version comment.
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            boolean as = token == Token.IDENT && lexer.is("AS");
            if (lexer.start() >= from && !as) {
                return lexer.end();
            }
        }
        return from;
    }

    private List<Piece> body(QueryBlock block) {
        Map<Integer, Integer> copied = new HashMap<>();
        List<Edit> all = new ArrayList<>(own.edits());
        all.addAll(others);
        for (FromItem.Derived inner : uses(block.span())) {
            if (!tables(inner.block()).isEmpty()) {
                all.addAll(written(inner));
            }
        }
        List<Piece> pieces = SqlTemplate.cut(
                        survey.text(), block.span(), survey.fingerprint().slotSpans(), within(all, block.span()))
                .pieces();
        int own = survey.tables().size();
        return pieces.stream()
                .map(piece -> piece instanceof Piece.Table table && table.occurrence() < own
                        ? new Piece.Table(copied.computeIfAbsent(table.occurrence(), this::copy))
                        : piece)
                .toList();
    }

    private static List<Edit> within(List<Edit> edits, Span part) {
        return edits.stream().filter(edit -> part.contains(edit.span())).toList();
    }

    private int copy(int ordinal) {
        Placed original = places.get(ordinal);
        String from = original.rule().table();
        String name = "__sluice_" + places.size();
        copies.add("CREATE TEMPORARY TABLE `" + name + "` LIKE `" + from + "`");
        copies.add("INSERT INTO `" + name + "` SELECT * FROM `" + from + "`");
        places.add(new Placed(
                original.occurrence(),
                new TableRule.Single(name, shard),
                List.of(Quoting.name(name)),
                original.table(),
                false));
        return places.size() - 1;
    }
}

package io.sluice.routing.plan;

import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.gather.Loading;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans reads that are answered by one server over temporary tables, see {@link Gathered}. Exact for whatever a server can compute:
 * the rows travel unchanged, and the statement is the user's own.
 */
final class Gathering {
    /** What means more than rows: it is about the tables themselves, about other sessions, or leaves something behind. */
    private static final Set<Feature> REFUSED = Set.of(
            Feature.INTO_OUTFILE,
            Feature.USER_VARIABLE_ASSIGNMENT,
            Feature.SIDE_EFFECT_FUNCTION,
            Feature.MATCH_AGAINST,
            Feature.PARTITION_CLAUSE,
            Feature.SYSTEM_TIME,
            Feature.ROWS_EXAMINED,
            Feature.PROCEDURE_ANALYSE);

    private static final int INDEXED_CHARACTERS = 255;

    private final Survey survey;
    private final boolean json;
    private final @Nullable Set<String> named;

    private Gathering(Survey survey, Mentioned mentioned) {
        this.survey = survey;
        this.json = mentioned.json();
        this.named = mentioned.columns(survey);
    }

    /**
     * The plan; null where the statement is not one of those, or a table has a type whose values cannot travel.
     *
     * @param client the client's text: what the plan depends on is noted there
     * @param only true where no shard has all tables
     */
    static @Nullable Gathered of(Survey survey, OwnText client, boolean only) {
        boolean locks =
                survey.has(Feature.LOCKING_READ) && !said(survey, Hints.CHOOSING) && !said(survey, Hints.COPYING);
        boolean refused = locks
                || REFUSED.stream().anyMatch(survey::has)
                || survey.tables().isEmpty();
        if (refused
                || Roundings.depend(survey)
                || sortedView(survey)
                || !survey.tables().stream().allMatch(Gathering::movable)) {
            return null;
        }
        Mentioned mentioned = Mentioned.in(survey);
        return mentioned.defaults() ? null : new Gathering(survey, mentioned).plan(client, only);
    }

    /** A server keeps the order of a view; that of a derived table it may forget, but where it chooses rows by it. */
    private static boolean sortedView(Survey survey) {
        boolean asked = !survey.top().orderBy().isEmpty();
        return survey.scope().blocks().stream()
                .anyMatch(block -> survey.folded().defines(block.span())
                        && !block.orderBy().isEmpty()
                        && block.limit() == null
                        && !asked);
    }

    private static boolean said(Survey survey, String word) {
        return survey.fingerprint().hints().stream().anyMatch(hint -> hint.startsWith(word));
    }

    /** What a script chooses is locked until it is changed; what is read beside it, as UPDATE, DELETE and INSERT … SELECT do. */
    private String lock(Placed placed) {
        boolean chosen = said(survey, Hints.CHOOSING);
        if (!chosen && !said(survey, Hints.COPYING)) {
            return "";
        }
        return chosen && placed.occurrence().block() == 0 ? " FOR UPDATE" : " LOCK IN SHARE MODE";
    }

    private static boolean movable(Placed table) {
        // A view's values would be cut to the digits that its columns show.
        return !table.system()
                && table.table() != null
                && table.table().definition() == null
                && !table.table().columns().isEmpty();
    }

    private @Nullable Gathered plan(OwnText client, boolean only) {
        List<Gathered.Gather> gathers = new ArrayList<>();
        List<Placed> places = new ArrayList<>();
        String shard = shard();
        for (Placed table : survey.tables()) {
            String name = "__sluice_" + table.occurrence().ordinal();
            Gathered.Gather gather = gather(table, name);
            if (gather == null) {
                return null;
            }
            gathers.add(gather);
            places.add(new Placed(
                    table.occurrence(),
                    new TableRule.Single(name, shard),
                    List.of(Quoting.name(name)),
                    table.table(),
                    false));
        }
        boolean steps = said(survey, Hints.CHOOSING) || said(survey, Hints.COPYING);
        List<Edit> hints = withoutIndexHints();
        Partial partial = steps ? null : Partials.of(survey, client, json);
        if (partial != null) {
            return groups(partial, gathers, places, hints, only);
        }
        List<Answered> answered = steps ? List.of() : Answerable.of(survey, json);
        OwnText own = OwnText.of(over(places, parts(answered)));
        List<Edit> edits = new ArrayList<>(hints);
        edits.removeIf(edit -> answered.stream().anyMatch(query -> query.holds(edit.span())));
        SecondUses uses = new SecondUses(survey, own, edits, places, shard);
        if (!uses.possible()) {
            return null;
        }
        edits.addAll(uses.edits());
        List<Gathered.Gather> queries =
                answered.isEmpty() ? List.of() : queries(answered, gathers, OwnText.of(over(places, List.of())), hints);
        return new Gathered(
                shard,
                ReadOrder.of(survey, gathers, answered, queries),
                uses.copies(),
                own.cut(edits),
                named(uses.places(), answered, shard),
                only);
    }

    private static List<Placed> named(List<Placed> tables, List<Answered> answered, String shard) {
        List<Placed> all = new ArrayList<>(tables);
        answered.stream()
                .map(query -> query.place(shard))
                .filter(Objects::nonNull)
                .forEach(all::add);
        return all;
    }

    /** The statement over the temporary tables. Views are read as their definitions: those tables are behind no view. */
    private Survey over(List<Placed> places, List<Folded.Part> more) {
        Folded folded = survey.folded().sent();
        if (!more.isEmpty()) {
            List<Folded.Part> parts = new ArrayList<>(folded.parts());
            parts.addAll(more);
            folded = new Folded(parts);
        }
        return new Survey(
                survey.statement(),
                survey.fingerprint(),
                survey.cluster(),
                places,
                survey.columns(),
                List.of(),
                folded);
    }

    private List<Folded.Part> parts(List<Answered> answered) {
        return answered.stream().map(query -> query.folded(survey.text())).toList();
    }

    /** What is gathered is the merged groups. */
    private Gathered groups(
            Partial partial, List<Gathered.Gather> tables, List<Placed> places, List<Edit> hints, boolean only) {
        List<String> create = new ArrayList<>();
        tables.forEach(table -> create.addAll(table.loading().create()));
        Gathered.Gather groups = new Gathered.Gather(
                partial.rows(),
                true,
                "",
                new Loading(Partial.TABLE, create, partial.loaded(), false),
                List.of(),
                partial.shape(OwnText.of(over(places, List.of())), hints));
        List<Placed> all = new ArrayList<>(places);
        all.add(partial.place());
        SqlTemplate answer = partial.answer(OwnText.of(over(places, partial.parts())));
        return new Gathered(shard(), List.of(groups), List.of(), answer, all, only);
    }

    private List<Gathered.Gather> queries(
            List<Answered> answered, List<Gathered.Gather> tables, OwnText there, List<Edit> hints) {
        List<Gathered.Gather> queries = new ArrayList<>();
        for (Answered query : answered) {
            List<String> create = new ArrayList<>();
            for (Placed table : survey.tables()) {
                if (query.holds(table)) {
                    create.addAll(
                            tables.get(table.occurrence().ordinal()).loading().create());
                }
            }
            SqlTemplate rows = SqlTemplate.cut(
                    survey.text(), query.block().span(), survey.fingerprint().slotSpans(), query.edits());
            queries.add(new Gathered.Gather(
                    rows,
                    true,
                    "",
                    new Loading(query.table(), create, query.loaded(), false),
                    List.of(),
                    new Shaping(survey, query, hints).of(there)));
        }
        return queries;
    }

    /** Different statements on different servers, the same one always on the same. */
    private String shard() {
        List<String> shards = new ArrayList<>(survey.cluster().shards().keySet());
        return shards.get(Math.floorMod(survey.fingerprint().text().length(), shards.size()));
    }

    private Gathered.@Nullable Gather gather(Placed placed, String name) {
        Table table = Objects.requireNonNull(placed.table());
        List<LoadColumn> columns = new ArrayList<>();
        StringBuilder select = new StringBuilder();
        StringBuilder create = new StringBuilder("CREATE TEMPORARY TABLE `" + name + "` (");
        String qualifier = Quoting.backquoted(placed.occurrence().calledBy()) + ".";
        for (Column column : needed(table)) {
            LoadColumn loaded = LoadColumn.of(column);
            if (loaded == null || !column.visible() || (json && documents(column))) {
                return null;
            }
            select.append(columns.isEmpty() ? "" : ", ")
                    .append(loaded.form().read(qualifier + Quoting.backquoted(column.name())));
            create.append(columns.isEmpty() ? "" : ", ").append(definition(table, column));
            columns.add(loaded);
        }
        keys(placed, table, create);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece.Text("SELECT " + select + " FROM "));
        pieces.add(new Piece.Text(from(placed)));
        List<Piece> where = where(placed);
        pieces.addAll(where);
        Loading loading = new Loading(name, create.append(')').toString(), columns);
        return new Gathered.Gather(new SqlTemplate(pieces), !where.isEmpty(), lock(placed), loading);
    }

    private static String from(Placed placed) {
        String name = Quoting.backquoted(placed.occurrence().name());
        String alias = placed.occurrence().alias();
        String schema = placed.occurrence().schema();
        return (schema == null ? "" : Quoting.backquoted(schema) + ".")
                + name
                + (alias == null ? "" : " AS " + Quoting.backquoted(alias));
    }

    private List<Piece> where(Placed placed) {
        List<Piece> pieces = new ArrayList<>();
        for (Expr filter : Pushdown.filters(survey, placed)) {
            pieces.add(new Piece.Text(pieces.isEmpty() ? " WHERE (" : " AND ("));
            pieces.addAll(SqlTemplate.cut(
                            survey.text(), filter.span(), survey.fingerprint().slotSpans(), List.of())
                    .pieces());
            pieces.add(new Piece.Text(")"));
        }
        return pieces;
    }

    /** MariaDB knows a JSON column by its CHECK, which a temporary table has not: its functions would take it for a string. */
    static boolean documents(Column column) {
        return column.type().equals("longtext") && "utf8mb4_bin".equals(column.collation());
    }

    /** The columns that the statement may read; of a key all, so that the table has it too. */
    private List<Column> needed(Table table) {
        Set<String> names = named;
        if (names == null) {
            return table.columns();
        }
        List<Column> needed = table.columns().stream()
                .filter(column -> names.contains(column.name())
                        || table.primaryKey().stream().anyMatch(column.name()::equalsIgnoreCase))
                .toList();
        return needed.isEmpty() ? table.columns().subList(0, 1) : needed;
    }

    private static String definition(Table table, Column column) {
        String collation = column.collation();
        boolean counts = column.autoIncrement()
                && keyed(table)
                && column.name().equalsIgnoreCase(table.primaryKey().get(0));
        return Quoting.backquoted(column.name())
                + " " + column.declared()
                + (collation == null ? "" : " COLLATE " + collation)
                + (column.nullable() ? " NULL" : " NOT NULL")
                + (counts ? " AUTO_INCREMENT" : "");
    }

    /** The primary key, which says what groups determine, and an index for each column that others are compared with. */
    private void keys(Placed placed, Table table, StringBuilder create) {
        List<String> primary = table.primaryKey();
        if (keyed(table)) {
            List<String> key = primary.stream().map(Quoting::backquoted).toList();
            create.append(", PRIMARY KEY (").append(String.join(", ", key)).append(')');
        }
        for (String column : Compared.columns(survey, placed)) {
            boolean first = !primary.isEmpty() && primary.get(0).equalsIgnoreCase(column);
            if (!first && indexable(table.column(column))) {
                create.append(", KEY (").append(Quoting.backquoted(column)).append(')');
            }
        }
    }

    /** True where the temporary table has the primary key: then its rows lie in its order. */
    static boolean keyed(Table table) {
        int characters = 0;
        for (String name : table.primaryKey()) {
            Column column = table.column(name);
            if (!indexable(column)) {
                return false;
            }
            characters += column == null || column.collation() == null ? 0 : column.length();
        }
        return !table.primaryKey().isEmpty() && characters <= INDEXED_CHARACTERS;
    }

    /** Within InnoDB's 3072 bytes, whatever the character set. */
    private static boolean indexable(@Nullable Column column) {
        if (column == null || column.type().equals("json")) {
            return false;
        }
        boolean large = column.type().endsWith("text") || column.type().endsWith("blob");
        return !large && (column.collation() == null || column.length() <= INDEXED_CHARACTERS);
    }

    /** The temporary tables have other indexes. */
    private List<Edit> withoutIndexHints() {
        List<Edit> edits = new ArrayList<>();
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        int start = -1;
        boolean hint = false;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            boolean key = token == Token.IDENT && (lexer.is("INDEX") || lexer.is("KEY"));
            if (hint && token == Token.RPAREN) {
                edits.add(new Edit(new Span(start, lexer.end()), new Piece.Text("")));
                hint = false;
                start = -1;
            } else if (!hint && start >= 0 && key) {
                hint = true;
            } else if (!hint) {
                boolean opens = token == Token.IDENT && (lexer.is("USE") || lexer.is("FORCE") || lexer.is("IGNORE"));
                start = opens ? lexer.start() : -1;
            }
        }
        return edits;
    }
}

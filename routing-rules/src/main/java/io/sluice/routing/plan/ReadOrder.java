package io.sluice.routing.plan;

import io.sluice.routing.gather.LoadColumn;
import io.sluice.sql.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * In which order gathered tables are read, and which are then bound by others: those first of which few rows are expected. A guess about
 * time; any order is right.
 */
final class ReadOrder {
    /** Of each table how much its own conditions, or those it is bound by, leave of it: 0 for all. */
    private static final int SOME = 1;

    private static final int FEW = 2;
    private static final int ONE = 3;

    private final Survey survey;
    private final List<Gathered.Gather> gathers;
    private final List<Answered> answered;
    private final List<List<Equalities.Equality>> equalities = new ArrayList<>();
    private final int[] ranks;
    private final int[] places;
    private final List<Gathered.Gather> ordered = new ArrayList<>();

    private ReadOrder(Survey survey, List<Gathered.Gather> gathers, List<Answered> answered) {
        this.survey = survey;
        this.gathers = gathers;
        this.answered = answered;
        this.ranks = new int[gathers.size()];
        this.places = new int[gathers.size()];
        Arrays.fill(places, -1);
        for (int i = 0; i < ranks.length; i++) {
            equalities.add(Equalities.of(survey, survey.tables().get(i)));
            ranks[i] = rank(survey.tables().get(i));
        }
    }

    /**
     * @param gathers by ordinal
     * @param answered queries that are read in the place of their tables
     * @param queries their gathers
     */
    static List<Gathered.Gather> of(
            Survey survey, List<Gathered.Gather> gathers, List<Answered> answered, List<Gathered.Gather> queries) {
        ReadOrder order = new ReadOrder(survey, gathers, answered);
        queries.forEach(order::query);
        while (order.next()) {
            // the next one
        }
        boolean free = answered.isEmpty()
                && order.ordered.stream().allMatch(gather -> gather.bindings().isEmpty());
        return free ? gathers : order.ordered;
    }

    /** Queries come first: they have few rows, and are bound by nothing. */
    private void query(Gathered.Gather gather) {
        Answered query = answered.get(ordered.size());
        for (Placed table : survey.tables()) {
            if (query.holds(table)) {
                int ordinal = table.occurrence().ordinal();
                places[ordinal] = ordered.size();
                ranks[ordinal] = SOME;
            }
        }
        ordered.add(gather);
    }

    private boolean next() {
        int best = -1;
        int most = -1;
        for (int i = 0; i < ranks.length; i++) {
            int rank = places[i] < 0 ? bound(i) : -1;
            if (rank > most) {
                best = i;
                most = rank;
            }
        }
        if (best < 0) {
            return false;
        }
        ranks[best] = most;
        List<Binding> bindings = bindings(best);
        places[best] = ordered.size();
        ordered.add(gathers.get(best).bound(bindings));
        return true;
    }

    /** The table's rank if it were the next. */
    private int bound(int table) {
        int rank = ranks[table];
        for (Equalities.Equality equality : equalities.get(table)) {
            if (binds(equality)) {
                rank = Math.max(rank, ranks[source(equality)]);
            }
        }
        return rank;
    }

    /** Of a table that is read in full nothing is learnt. */
    private boolean binds(Equalities.Equality equality) {
        int source = source(equality);
        return places[source] >= 0 && ranks[source] > 0 && at(equality) >= 0;
    }

    private static int source(Equalities.Equality equality) {
        return equality.other().table().occurrence().ordinal();
    }

    private List<Binding> bindings(int table) {
        Set<Binding> bindings = new LinkedHashSet<>();
        String called = survey.tables().get(table).occurrence().calledBy();
        for (Equalities.Equality equality : equalities.get(table)) {
            if (binds(equality)) {
                String name = equality.column().name();
                Columns.Source other = equality.other();
                bindings.add(new Binding(
                        Quoting.backquoted(called) + "." + Quoting.backquoted(name),
                        places[source(equality)],
                        at(equality),
                        called + "." + name + " <- "
                                + other.table().occurrence().calledBy() + "." + other.column()));
            }
        }
        return new ArrayList<>(bindings);
    }

    /** Which column of what is read there has the values; -1 for none. */
    private int at(Equalities.Equality equality) {
        for (Answered query : answered) {
            if (query.holds(equality.other().table())) {
                return query.at(equality.other());
            }
        }
        List<LoadColumn> columns = gathers.get(source(equality)).loading().columns();
        int at = 0;
        while (!columns.get(at).name().equalsIgnoreCase(equality.other().column())) {
            at++;
        }
        return at;
    }

    private int rank(Placed table) {
        int rank = 0;
        for (Expr filter : Pushdown.filters(survey, table)) {
            rank = Math.max(rank, rank(table, filter));
        }
        return rank;
    }

    private static int rank(Placed placed, Expr filter) {
        if (!(filter instanceof Expr.Operation operation)
                || !(operation.op().equals("=") || operation.op().equals("IN"))) {
            return SOME;
        }
        boolean one = operation.op().equals("=")
                && operation.operands().stream()
                        .anyMatch(operand -> operand instanceof Expr.Column column
                                && key(placed, column.ref().name()));
        return one ? ONE : FEW;
    }

    private static boolean key(Placed placed, String column) {
        List<String> primary = Objects.requireNonNull(placed.table()).primaryKey();
        return placed.level(column) >= 0
                || (primary.size() == 1 && primary.get(0).equalsIgnoreCase(column));
    }
}

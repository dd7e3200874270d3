package io.sluice.it.oracle;

import io.sluice.it.compare.Door;
import io.sluice.it.oracle.Reply.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Asks the plain server again, made to go other ways: where it contradicts itself, no answer of it is the truth. Both servers do,
 * now and then (MariaDB's split materialization for one).
 */
final class SecondOpinion {
    private static final List<String> WAYS = List.of(
            "join_cache_level=0",
            "tmp_memory_table_size=0",
            "optimizer_search_depth=0",
            "optimizer_use_condition_selectivity=1",
            "internal_tmp_mem_storage_engine='MEMORY'",
            "optimizer_switch='split_materialized=off'",
            "optimizer_switch='derived_merge=off'",
            "optimizer_switch='materialization=off'",
            "optimizer_switch='semijoin=off'",
            "optimizer_switch='semijoin=off,materialization=off'",
            "optimizer_switch='semijoin=off,materialization=off,derived_merge=off'",
            "optimizer_switch='condition_pushdown_for_derived=off,derived_merge=off'",
            "optimizer_switch='condition_pushdown_for_subquery=off,condition_pushdown_from_having=off'",
            "optimizer_switch='derived_condition_pushdown=off'",
            "optimizer_switch='exists_to_in=off,in_to_exists=off'",
            "optimizer_switch='subquery_cache=off'",
            "optimizer_switch='block_nested_loop=off'",
            "optimizer_switch='rowid_filter=off,mrr=off'");

    /** Whether groups are sorted or looked up. */
    private static final List<String> WORDS =
            List.of("SQL_SMALL_RESULT", "SQL_BIG_RESULT", "SQL_BUFFER_RESULT", "STRAIGHT_JOIN");

    private SecondOpinion() {}

    /** A way on which the plain server does not answer as it did, or answers as Sluice did; empty where there is none. */
    static String other(Question question, Reply truth, Reply sluice, Door door, Arena arena) throws SQLException {
        Connection plain = arena.plain(door);
        for (String each : WAYS) {
            // One server knows one, the other another.
            boolean known = Reply.ask(plain, Question.write("SET " + each, new Tags()), false) instanceof Reply.Count;
            Reply again = known ? Reply.ask(plain, question, door.prepared()) : truth;
            if (known) {
                Arena.run(plain, "SET " + each.replaceFirst("=.*", "=DEFAULT"));
            }
            if (contradicts(question, truth, again, sluice)) {
                return each;
            }
        }
        List<String> words = new ArrayList<>(WORDS);
        question.aliases().forEach(alias -> words.add("/*+ JOIN_PREFIX(" + alias + ") */"));
        for (String each : words) {
            Question worded = question.edited("\\bSELECT (?!DISTINCT)", "SELECT " + each + " ");
            if (contradicts(question, truth, Reply.ask(plain, worded, door.prepared()), sluice)) {
                return each;
            }
        }
        return "";
    }

    /**
     * Other rows with which the plain server describes the columns as Sluice does, where it is only their description that
     * differs: which table is read first, and whether one is empty, is part of what a server says there. Empty where there are
     * none.
     */
    static String otherRows(Question question, Reply truth, Reply sluice, Door door, World world, Arena arena)
            throws SQLException {
        if (!(truth instanceof Rows left && sluice instanceof Rows right && Likeness.sameRows(question, left, right))) {
            return "";
        }
        for (Table table : world.tables()) {
            for (String change : List.of("DELETE FROM " + table.name(), fill(table, world))) {
                Connection plain = arena.plain(door);
                plain.setAutoCommit(false);
                try {
                    Arena.run(plain, change);
                    if (Reply.ask(plain, question, door.prepared()) instanceof Rows again
                            && again.columns().equals(right.columns())) {
                        return change;
                    }
                } finally {
                    plain.rollback();
                    plain.setAutoCommit(true);
                }
            }
        }
        return "";
    }

    /**
     * Whether the plain server, with an index on each column, describes the columns as Sluice does, where it is only their description
     * that differs: with an index it may do without a temporary table, and shows what is in the table itself.
     */
    static String otherIndexes(Question question, Reply truth, Reply sluice, Door door, World world, Arena arena)
            throws SQLException {
        if (!(truth instanceof Rows left && sluice instanceof Rows right && Likeness.sameRows(question, left, right))) {
            return "";
        }
        Connection plain = arena.plain(door);
        String found = "";
        List<Table> indexed = new ArrayList<>();
        for (Table table : world.tables()) {
            Arena.run(plain, "ALTER TABLE " + table.name() + each(table, "ADD INDEX jx_%1$s (%1$s)"));
            indexed.add(table);
            if (Reply.ask(plain, question, door.prepared()) instanceof Rows again
                    && again.columns().equals(right.columns())) {
                found = "indexes on " + indexed.stream().map(Table::name).toList();
                break;
            }
        }
        for (Table table : indexed) {
            Arena.run(plain, "ALTER TABLE " + table.name() + each(table, "DROP INDEX jx_%1$s"));
        }
        return found;
    }

    private static String each(Table table, String change) {
        return table.fields().stream()
                .map(field -> change.formatted(field.name()))
                .collect(Collectors.joining(", ", " ", ""));
    }

    private static String fill(Table table, World world) {
        Chance chance = new Chance(world.seed());
        return "INSERT IGNORE INTO " + table.name() + " (" + table.columns() + ") VALUES "
                + WorldGrammar.row(table, chance, "900001, " + WorldGrammar.key(table, chance));
    }

    private static boolean contradicts(Question question, Reply truth, Reply again, Reply sluice) {
        boolean failed = again instanceof Reply.Failure && !(truth instanceof Reply.Failure);
        return !failed
                && (!Likeness.difference(question, truth, again).isEmpty()
                        || Likeness.difference(question, again, sluice).isEmpty());
    }
}

package io.sluice.it.oracle;

import io.sluice.it.compare.Door;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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
    private static final List<String> WORDS = List.of("SQL_SMALL_RESULT", "SQL_BIG_RESULT", "SQL_BUFFER_RESULT");

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
        for (String each : WORDS) {
            Question worded = question.edited("\\bSELECT (?!DISTINCT)", "SELECT " + each + " ");
            if (contradicts(question, truth, Reply.ask(plain, worded, door.prepared()), sluice)) {
                return each;
            }
        }
        return "";
    }

    private static boolean contradicts(Question question, Reply truth, Reply again, Reply sluice) {
        boolean failed = again instanceof Reply.Failure && !(truth instanceof Reply.Failure);
        return !failed
                && (!Likeness.difference(question, truth, again).isEmpty()
                        || Likeness.difference(question, again, sluice).isEmpty());
    }
}

package io.sluice.routing.plan;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shard that has all tables of a statement, each in one piece: whatever the statement says, that shard answers it. A cluster
 * of one shard has no other place; elsewhere single tables are so, and sharded ones whose rule knows one slot only.
 */
final class OnePlace {
    private OnePlace() {}

    /** That shard; null where there is none, or where a statement without tables could mean any. */
    static @Nullable String of(Survey survey) {
        Cluster cluster = survey.cluster();
        String place = cluster.shards().size() == 1 ? cluster.defaultShard().name() : null;
        for (Placed table : survey.tables()) {
            String here = of(table.rule(), cluster);
            if (here == null || (place != null && !place.equals(here))) {
                return null;
            }
            place = here;
        }
        return place;
    }

    /** {@code survey} without the names that DDL gives to what does not exist yet: it is made where the others are. */
    static Survey known(Survey survey) {
        List<Placed> known =
                survey.tables().stream().filter(t -> known(t, survey.cluster())).toList();
        return new Survey(
                survey.statement(),
                survey.fingerprint(),
                survey.cluster(),
                known,
                survey.columns(),
                survey.classes(),
                survey.folded());
    }

    /** The shard that has all of a table, null where several have a part or a copy. */
    static @Nullable String of(TableRule rule, Cluster cluster) {
        if (rule instanceof TableRule.Sharded sharded) {
            return sharded.slots().size() == 1 ? sharded.slots().get(0).shard() : null;
        } else if (rule instanceof TableRule.Single single) {
            return single.shard();
        }
        return cluster.shards().size() == 1 ? cluster.defaultShard().name() : null;
    }

    /** True for a table of the rules, or one that some server has. */
    static boolean known(Placed table, Cluster cluster) {
        return table.system()
                || table.table() != null
                || cluster.rule(table.occurrence().name()) != null;
    }

    /**
     * True where a text sent to {@code shard} as it is would mean another schema there: it says the logical schema's name, and
     * the physical one is called otherwise.
     */
    static boolean otherSchema(Fingerprint text, Cluster cluster, String shard) {
        Shard there = cluster.shards().get(shard);
        if (there != null && there.schema().equals(cluster.name())) {
            return false;
        }
        Lexer lexer = new Lexer(text.text(), text.dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token.word() && lexer.name().equalsIgnoreCase(cluster.name())) {
                return true;
            }
        }
        return false;
    }

    /** The plan: the user's own text, whole, to {@code shard}. */
    static Routed routed(Survey survey, OwnText own, Plan.Access access, boolean rows, boolean ddl, String shard) {
        return new Routed(
                access, rows, ddl, survey.tables(), List.of(), shard, shard, own.template(), Reads.never(), List.of());
    }
}

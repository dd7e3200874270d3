package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Plans of CREATE and DROP TEMPORARY TABLE. A temporary table lives on one shard, in the session's own connection there; it may
 * be used together with what else lives on that shard.
 */
final class TemporaryTables {
    private TemporaryTables() {}

    static Plan plan(Statement.Ddl ddl, String words, Survey survey, OwnText own) {
        if (!ddl.object().equals("TABLE")) {
            throw RoutingError.CROSS_SHARD.with(words, "use a table");
        }
        boolean create = ddl.verb().equals("CREATE");
        List<Left> left = new ArrayList<>();
        for (Placed table : survey.tables()) {
            boolean target = !create || table.occurrence().write();
            if (target && !(table.rule() instanceof TableRule.Single)) {
                throw RoutingError.CROSS_SHARD.with(
                        "a temporary table with the name of table "
                                + table.occurrence().name(),
                        "use another name");
            }
            if (table.sharded() != null) {
                throw RoutingError.CROSS_SHARD.with(
                        words + " from " + table.occurrence().name(),
                        "create it with its columns, then INSERT … SELECT with one key");
            }
            if (target) {
                Hold hold = new Hold.TemporaryTable(table.occurrence().name().toLowerCase(Locale.ROOT));
                left.add(create ? new Left.Takes(hold) : new Left.Ends(hold));
            }
        }
        return new Lasting(routed(survey, own, create), left);
    }

    /** No DDL to us: it commits nothing, and no other session sees it. */
    private static Routed routed(Survey survey, OwnText own, boolean create) {
        boolean free = create && survey.tables().stream().noneMatch(TemporaryTables::lives);
        return new Routed(
                Plan.Access.WRITE,
                false,
                false,
                survey.tables(),
                List.of(),
                free ? null : survey.home(),
                survey.cluster().defaultShard().name(),
                own.template(),
                Reads.never(),
                List.of());
    }

    /** True for a table that is somewhere already. */
    private static boolean lives(Placed table) {
        return table.rule() instanceof TableRule.Single && (!table.occurrence().write() || table.table() != null);
    }

    /** DROP TABLE drops a temporary table where there is one of the name. */
    static Plan perhapsDropped(Routed plan, Survey survey) {
        List<Left> left = new ArrayList<>();
        for (Placed table : survey.tables()) {
            left.add(new Left.Ends(
                    new Hold.TemporaryTable(table.occurrence().name().toLowerCase(Locale.ROOT))));
        }
        return new Lasting(plan, left);
    }
}

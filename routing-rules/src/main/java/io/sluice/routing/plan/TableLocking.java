package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.TableOccurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * LOCK TABLES over several shards: each locks what it has of the tables, one shard after another in the order of names, so that two
 * sessions never wait for each other crosswise. Later statements find the locks on connections of the session's own.
 */
final class TableLocking {
    private final Survey survey;
    /** By shard: what stands behind LOCK TABLES there. */
    private final Map<String, List<String>> locks = new TreeMap<>();

    private TableLocking(Survey survey) {
        this.survey = survey;
    }

    static Plan plan(Survey survey) {
        TableLocking locking = new TableLocking(survey);
        List<Placed> tables = survey.tables();
        for (int i = 0; i < tables.size(); i++) {
            int end = i + 1 < tables.size()
                    ? tables.get(i + 1).occurrence().span().start()
                    : survey.fingerprint().statementEnd();
            int start = tables.get(i).occurrence().span().end();
            String words = survey.text().substring(start, end).strip();
            locking.table(tables.get(i), words.endsWith(",") ? words.substring(0, words.length() - 1) : words);
        }
        List<Plan.Locks.Part> parts = new ArrayList<>();
        locking.locks.forEach(
                (shard, each) -> parts.add(new Plan.Locks.Part(shard, "LOCK TABLES " + String.join(", ", each))));
        return new Plan.Locks(parts);
    }

    /** @param words the alias, where there is one, and the kind of lock */
    private void table(Placed table, String words) {
        TableOccurrence occurrence = table.occurrence();
        if (table.rule() instanceof TableRule.Sharded rule) {
            Map<String, List<String>> slots = new TreeMap<>();
            for (Slot slot : rule.slots()) {
                slots.computeIfAbsent(slot.shard(), shard -> new ArrayList<>()).add(Quoting.name(slot.table()));
            }
            slots.forEach((shard, names) -> slots(shard, names, occurrence, words));
            return;
        }
        String name = table.name(0);
        if (table.rule() instanceof TableRule.Single single) {
            lock(single.shard(), name + " " + words);
        } else {
            survey.cluster().shards().keySet().forEach(shard -> lock(shard, name + " " + words));
        }
    }

    private void slots(String shard, List<String> names, TableOccurrence occurrence, String words) {
        if (occurrence.alias() != null && names.size() > 1) {
            throw RoutingError.CROSS_SHARD.with(
                    "LOCK TABLES " + occurrence.name() + " with an alias", "lock it by its own name");
        }
        names.forEach(name -> lock(shard, name + " " + words));
        String logical = Quoting.name(occurrence.name());
        if (names.size() == 1 && occurrence.alias() == null && !names.get(0).equals(logical)) {
            // The client's name becomes its alias where the statement calls it so.
            lock(shard, names.get(0) + " AS " + logical + " " + words);
        }
    }

    private void lock(String shard, String what) {
        locks.computeIfAbsent(shard, s -> new ArrayList<>()).add(what);
    }
}

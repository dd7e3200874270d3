package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans CREATE, ALTER and DROP VIEW for views over sharded tables. Every shard that has rows of the tables gets the view, over the first
 * of its slots: there the servers keep the definition, see {@link ViewDefinitions}.
 */
final class ViewPlaces {
    private final Survey survey;
    private final OwnText own;
    private final String words;
    private final ViewDefinitions definitions;

    /** @param words what the statement is called */
    ViewPlaces(Survey survey, OwnText own, String words) {
        this.survey = survey;
        this.own = own;
        this.words = words;
        this.definitions = new ViewDefinitions(survey.cluster());
    }

    /** Null where the statement is about no such view. */
    @Nullable
    Plan plan(Statement.Ddl ddl) {
        if (!ddl.object().equals("VIEW")) {
            return null;
        }
        if (ddl.verb().equals("DROP")) {
            Set<String> shards = dropped();
            return shards == null ? null : everywhere(shards, survey.tables());
        }
        Placed first = null;
        Set<String> shards = null;
        for (Placed table : survey.tables()) {
            Set<String> there = table.occurrence().write() ? null : shards(table);
            if (there != null && shards != null && !shards.equals(there)) {
                throw Ddls.mixed(words, first == null ? table : first, table);
            }
            first = first == null && there != null ? table : first;
            shards = there == null ? shards : there;
        }
        return first == null || shards == null ? null : made(first, shards);
    }

    private Plan made(Placed over, Set<String> shards) {
        for (Placed table : survey.tables()) {
            String home = table.occurrence().write() || shards(table) != null
                    ? null
                    : OnePlace.of(table.rule(), survey.cluster());
            if (home != null && !shards.equals(Set.of(home))) {
                throw Ddls.mixed(words, over, table);
            }
        }
        List<Placed> tables = new ArrayList<>();
        for (Placed table : survey.tables()) {
            TableRule.Sharded rule = table.sharded();
            List<String> names = new ArrayList<>();
            for (String shard : shards) {
                int slot = rule == null ? 0 : ViewDefinitions.firstSlot(rule, shard);
                names.add(table.name(Math.max(slot, 0)));
            }
            tables.add(new Placed(table.occurrence(), table.rule(), names, table.table(), table.system()));
        }
        return everywhere(shards, tables);
    }

    /** The shards that have rows of a sharded table or of a view over some; null for all other tables. */
    private @Nullable Set<String> shards(Placed table) {
        Set<String> shards = new TreeSet<>();
        TableRule.Sharded rule = table.sharded();
        if (rule != null && rule.slots().size() > 1) {
            rule.slots().forEach(slot -> shards.add(slot.shard()));
            return shards;
        }
        ViewDefinitions.Meaning view =
                table.system() ? null : definitions.of(table.occurrence().name());
        if (view == null) {
            return null;
        }
        shards.addAll(view.shards());
        return shards;
    }

    /** The shards that have the views, null where none of them is over sharded tables. */
    private @Nullable Set<String> dropped() {
        Set<String> shards = null;
        boolean any = false;
        for (Placed view : survey.tables()) {
            String name = view.occurrence().name();
            Set<String> having = new TreeSet<>();
            for (String shard : survey.cluster().shards().keySet()) {
                if (survey.cluster().schema().table(shard, name) != null) {
                    having.add(shard);
                }
            }
            // Also what only some shards have, or not alike: a CREATE that has failed on one of them.
            any |= definitions.of(name) != null || definitions.shows(name);
            if (having.isEmpty()) {
                continue; // IF EXISTS, or every shard says that it is not there
            }
            if (shards != null && !shards.equals(having)) {
                if (any) {
                    throw RoutingError.CROSS_SHARD.with(
                            words + " of views that live on different shards", "drop them one by one");
                }
                return null;
            }
            shards = having;
        }
        return any ? shards : null;
    }

    private Everywhere everywhere(Set<String> shards, List<Placed> tables) {
        List<Everywhere.Target> targets = new ArrayList<>();
        int at = 0;
        for (String shard : shards) {
            targets.add(new Everywhere.Target(shard, at++));
        }
        return new Everywhere(Plan.Access.WRITE, true, tables, targets, own.template());
    }
}

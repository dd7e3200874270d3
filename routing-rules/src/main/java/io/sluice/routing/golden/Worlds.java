package io.sluice.routing.golden;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.config.ClusterFile;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.rules.groovy.GroovyRules;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.schema.SchemaScript;
import io.sluice.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The clusters that cases run on, without servers. Generated ids are 1001, 1002 … in every case. */
final class Worlds {
    private static final long FIRST_ID = 1001;
    private static final Map<PlanFile.World, Files3> READ = new ConcurrentHashMap<>();

    private Worlds() {}

    /** What the three files say. */
    private record Files3(ClusterFile file, Rules rules, Schema schema) {}

    /** A case's own snapshot. */
    record World(Cluster cluster) {}

    static World of(PlanFile.World world) throws IOException {
        Files3 files = READ.get(world);
        if (files == null) {
            files = read(world);
            READ.put(world, files);
        }
        Dialect dialect = (world.flavour().equals("mysql") ? Dialect.MYSQL : Dialect.MARIADB)
                .foldingNames(world.flavour().equals("folding"));
        return new World(new Cluster(
                files.file().schema(),
                files.file().shards(),
                counted(files.rules()),
                files.schema(),
                dialect,
                new PlanCache(1 << 20),
                files.file().scatters(),
                files.file().deepOffset(),
                files.file().reads()));
    }

    private static Files3 read(PlanFile.World world) throws IOException {
        ClusterFile file = ClusterFile.read(world.cluster(), name -> "none");
        Rules rules = GroovyRules.load(world.rules(), file.shards().keySet());
        Schema schema = Files.exists(world.schema())
                ? SchemaScript.read(Files.readString(world.schema()))
                        .on(rules, file.shards().keySet())
                : Schema.empty();
        return new Files3(file, rules, schema);
    }

    /** The same rules with ids that can be foreseen. */
    private static Rules counted(Rules rules) {
        AtomicLong next = new AtomicLong(FIRST_ID);
        Map<String, TableRule> tables = new HashMap<>();
        rules.tables().forEach((name, rule) -> tables.put(name, counted(rule, next)));
        return new Rules(tables);
    }

    private static TableRule counted(TableRule rule, AtomicLong next) {
        if (!(rule instanceof TableRule.Sharded sharded) || sharded.id() == null) {
            return rule;
        }
        TableRule.IdColumn id = new TableRule.IdColumn(sharded.id().column(), next::getAndAdd);
        return new TableRule.Sharded(sharded.table(), sharded.levels(), sharded.slots(), sharded.group(), id);
    }
}

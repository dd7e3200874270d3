package io.sluice.routing.route;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.ShownNames;
import io.sluice.routing.plan.Renaming;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives the answer of a {@link Renaming} the client's names. */
public final class Shown {
    private Shown() {}

    /** The same way with the client's names in its answer; itself where the shard calls everything as the client does. */
    public static Route of(Renaming plan, Route route, Cluster cluster) {
        Shard shard =
                route instanceof Route.One one ? cluster.shards().get(one.part().shard()) : null;
        boolean named =
                plan.text() < 0 && route instanceof Route.One of && of.part().naming() == null;
        if (!(route instanceof Route.One one) || shard == null || named) {
            return route; // what it names is called so there
        }
        Map<String, String> tables = new HashMap<>();
        for (TableRule rule : cluster.rules().tables().values()) {
            if (rule instanceof TableRule.Sharded sharded) {
                for (Slot slot : sharded.slots()) {
                    if (slot.shard().equals(shard.name()) && !slot.table().equals(sharded.table())) {
                        tables.put(bytes(slot.table()), bytes(sharded.table()));
                    }
                }
            }
        }
        if (tables.isEmpty() && shard.schema().equals(cluster.name())) {
            return route;
        }
        ShownNames names = new ShownNames(tables, bytes(shard.schema()), bytes(cluster.name()));
        return new Route.Many(
                List.of(one.part()), new Merge.Renamed(new Merge.Concat(), names, plan.name(), plan.text()));
    }

    /** A name as the bytes that it is in UTF-8, one character for each. */
    private static String bytes(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}

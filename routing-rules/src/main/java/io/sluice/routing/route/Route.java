package io.sluice.routing.route;

import io.sluice.routing.merge.Merge;
import java.util.List;

/** Where one execution goes. Immutable. */
public sealed interface Route {
    /** One shard: its answer is the answer, byte for byte. */
    record One(ShardStatement part) implements Route {}

    /** Several parts, each on its shard (a shard may have several); {@code merge} makes one answer of theirs. */
    record Many(List<ShardStatement> parts, Merge merge) implements Route {
        public Many {
            parts = List.copyOf(parts);
        }
    }
}

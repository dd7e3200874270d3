package io.sluice.routing.route;

import io.sluice.routing.RoutingException;
import io.sluice.routing.load.LoadKeys;
import io.sluice.routing.load.LoadRows;
import io.sluice.routing.merge.Memory;
import io.sluice.routing.merge.Merge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one execution goes. Immutable. */
public sealed interface Route {
    /** Where rows are held while this is done. */
    Memory memory();

    /** One shard: its answer is the answer, byte for byte. */
    record One(ShardStatement part) implements Route {
        @Override
        public Memory memory() {
            return Memory.STREAM;
        }
    }

    /**
     * Several parts, each on its shard (a shard may have several); {@code merge} makes one answer of theirs.
     *
     * @param paging a way to the same answer that carries fewer rows; null for none
     */
    record Many(List<ShardStatement> parts, Merge merge, @Nullable Paging paging) implements Route {
        public Many {
            parts = List.copyOf(parts);
        }

        /** That and nothing else. */
        public Many(List<ShardStatement> parts, Merge merge) {
            this(parts, merge, null);
        }

        @Override
        public Memory memory() {
            return Memory.of(merge);
        }
    }

    /**
     * The rows that may matter are brought to one server, into temporary tables of one connection that nobody else uses; there the
     * statement is answered, byte for byte.
     *
     * @param feeds what is brought, in this order
     * @param copies statements that come behind all feeds and before {@code answer}: copies of what was brought
     * @param answer the statement over the temporary tables; its shard's primary is where they are
     */
    record Gathered(List<Feed> feeds, List<String> copies, ShardStatement answer) implements Route {
        public Gathered {
            feeds = List.copyOf(feeds);
            copies = List.copyOf(copies);
        }

        @Override
        public Memory memory() {
            return Memory.SERVER;
        }
    }

    /**
     * A file of the client's is loaded. Not to be executed twice: what cuts it into rows remembers how far it came.
     *
     * @param parts one for each target; a shard may have several
     * @param rows tells which part takes a row; null where every part takes the whole file
     * @param keys what {@code rows} goes by; null where that is
     */
    record Load(List<ShardStatement> parts, @Nullable LoadRows rows, @Nullable LoadKeys keys) implements Route {
        public Load {
            parts = List.copyOf(parts);
        }

        /** Rows for a part whose shard takes those of another one are kept until it has them. */
        @Override
        public Memory memory() {
            long shards = parts.stream().map(ShardStatement::shard).distinct().count();
            return rows == null || shards == parts.size() ? Memory.STREAM : Memory.FILE;
        }
    }

    /**
     * A write in several steps. Not to be executed twice: a script remembers how far it came.
     *
     * @param refusal what a door says that takes no steps
     */
    record Scripted(Script script, RoutingException refusal) implements Route {
        /** The rows that are chosen, or their keys. */
        @Override
        public Memory memory() {
            return Memory.HEAP;
        }
    }
}

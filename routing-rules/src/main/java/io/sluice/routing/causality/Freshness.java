package io.sluice.routing.causality;

import io.sluice.routing.cluster.ServerAddress;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replica must have to answer a statement. The primary always may. Asked when a server is chosen, not before. Immutable; safe
 * for use by many threads.
 */
public final class Freshness {
    /** Any replica will do. */
    public static final Freshness ANY = new Freshness(Map.of(), null);

    /**
     * On one shard.
     *
     * @param own all writes of this process up to there
     * @param all all that anybody was acknowledged up to there
     * @param last the replica where the session has read last, which has all that it has seen; null for none
     * @param lastHas what it had; one that was restored from a backup may have less
     * @param since all up to there makes another replica as good
     * @param token what a token asks for; null for nothing
     */
    record Need(
            ShardWrites shard,
            long own,
            long all,
            @Nullable ServerAddress last,
            long lastHas,
            long since,
            @Nullable Received token) {
        boolean allows(ServerAddress server) {
            ShardWrites.Replica replica = shard.replica(server);
            if (replica == null) {
                // It serves since a moment ago, and nobody knows yet how far it is: sessions may have seen more on its
                // primary.
                return isQuiet() && shard.last() == ShardWrites.NEVER && !shard.isFollowed();
            }
            long hasAll = replica.all;
            return replica.own >= own
                    && hasAll >= all
                    && (last == null || hasAll >= (last.equals(server) ? lastHas : since))
                    && (token == null || token.on(replica));
        }

        /** Whether any replica will do whose position is known. */
        boolean isQuiet() {
            return own == ShardWrites.NEVER && all == ShardWrites.NEVER && last == null && token == null;
        }

        boolean anywhere() {
            for (ServerAddress server : shard.replicas().keySet()) {
                if (allows(server)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Map<String, Need> needs;
    private final @Nullable Freshness also;

    private Freshness(Map<String, Need> needs, @Nullable Freshness also) {
        this.needs = needs;
        this.also = also;
    }

    static Freshness of(Map<String, Need> needs) {
        return new Freshness(needs, null);
    }

    /** What both ask for. */
    public Freshness and(Freshness other) {
        return this == ANY ? other : other == ANY ? this : new Freshness(needs, and(also, other));
    }

    private static Freshness and(@Nullable Freshness one, Freshness other) {
        return one == null ? other : one.and(other);
    }

    Collection<Need> needs() {
        return needs.values();
    }

    /** Whether a replica of a shard has what the statement must see. */
    public boolean allows(String shard, ServerAddress replica) {
        Need need = needs.get(shard);
        return (need == null || need.allows(replica)) && (also == null || also.allows(shard, replica));
    }
}

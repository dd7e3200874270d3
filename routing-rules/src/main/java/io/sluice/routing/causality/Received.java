package io.sluice.routing.causality;

import java.util.List;

/**
 * What a session was told by a token of one shard.
 *
 * @param at when it was told: what anybody had been acknowledged until then is more than the token can mean
 * @param gtids the last transaction of each source; all before it are meant too
 * @param exact false where the token could not name all
 */
record Received(long at, List<Gtid> gtids, boolean exact) {
    Received {
        gtids = List.copyOf(gtids);
    }

    boolean on(ShardWrites.Replica replica) {
        if (replica.all >= at) {
            return true;
        }
        Position position = replica.position;
        return exact
                && gtids.stream()
                        .allMatch(gtid -> position.contains(gtid.source(), Math.min(1, gtid.number()), gtid.number()));
    }
}

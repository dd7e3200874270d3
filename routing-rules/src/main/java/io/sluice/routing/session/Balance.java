package io.sluice.routing.session;

import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Member;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Which servers of a shard a placement allows, the first choice first. Of the serving replicas those in this process's zone come
 * before the others, and one that lacks a table of the statement is left out; among these the one with the fewest connections in use for its weight, the weight being divided by its lag; of
 * several alike each has its share of turns by weight. Behind them the primary, unless replicas alone are wanted. Safe for use by
 * many threads; a door has one.
 */
public final class Balance {
    /** Weight 1 without lag; fine enough that a lag of many seconds is still told from another. */
    private static final long UNIT = 1000;

    private final Supplier<String> zone;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<ServerAddress, ServerUse> uses = new ConcurrentHashMap<>();

    /** Of a process of which nobody says where it stands. */
    public Balance() {
        this(() -> "");
    }

    /** @param zone where this process stands, asked for each statement; empty where that is not said */
    public Balance(Supplier<String> zone) {
        this.zone = zone;
    }

    /** What goes on on a server, as far as this process has a part in it. Keep it: it is the same for ever. */
    public ServerUse use(ServerAddress server) {
        ServerUse use = uses.get(server);
        return use == null ? uses.computeIfAbsent(server, address -> new ServerUse()) : use;
    }

    /**
     * Servers to try in order; never empty.
     *
     * @throws io.sluice.routing.RoutingException SHARD_DOWN where no server may be given the statement, with what is known of each
     */
    public List<ServerAddress> servers(Shard shard, Health health, Placement placement) {
        ServerAddress primary = health.primary(shard);
        if (placement.primary()) {
            if (primary == null) {
                throw RoutingError.SHARD_DOWN.with(shard.name(), "primary", why(shard, health, placement));
            }
            return List.of(primary);
        }
        List<Candidate> replicas = replicas(shard, health, placement);
        List<ServerAddress> choice = new ArrayList<>(replicas.size() + 1);
        while (!replicas.isEmpty()) {
            choice.add(next(replicas).server());
        }
        if (primary != null && !placement.only()) {
            choice.add(primary);
        }
        if (choice.isEmpty()) {
            String wanted = placement.only() ? "replica" : "server";
            throw RoutingError.SHARD_DOWN.with(shard.name(), wanted, why(shard, health, placement));
        }
        return choice;
    }

    /** @param tier 0 is before 1 is before 2 */
    private record Candidate(ServerAddress server, int tier, long share, int running) {
        boolean before(Candidate other) {
            return tier != other.tier ? tier < other.tier : (long) running * other.share < (long) other.running * share;
        }

        boolean alike(Candidate other) {
            return tier == other.tier && (long) running * other.share == (long) other.running * share;
        }
    }

    private List<Candidate> replicas(Shard shard, Health health, Placement placement) {
        String near = zone.get();
        List<Candidate> serving = new ArrayList<>(shard.servers().size());
        for (ServerAddress address : shard.servers()) {
            Health.State state = health.servers().get(address);
            if (state == null || !state.serving() || state.role() != Health.Role.REPLICA) {
                continue;
            }
            ServerUse use = use(address);
            if (!use.lacks(placement) && placement.freshness().allows(shard.name(), address)) {
                Member member = shard.member(address);
                int tier = member.weight() == 0 ? 2 : near.isEmpty() || near.equals(member.zone()) ? 0 : 1;
                long share = UNIT * Math.max(1, member.weight()) / (1 + Math.max(0, state.lagSeconds()));
                serving.add(new Candidate(address, tier, Math.max(1, share), use.running()));
            }
        }
        return serving;
    }

    /** Takes the best out; of several alike the one whose turn it is, in proportion to their shares. */
    private Candidate next(List<Candidate> candidates) {
        if (candidates.size() == 1) {
            return candidates.remove(0);
        }
        Candidate best = candidates.get(0);
        for (Candidate candidate : candidates) {
            best = candidate.before(best) ? candidate : best;
        }
        long all = 0;
        for (Candidate candidate : candidates) {
            all += candidate.alike(best) ? candidate.share() : 0;
        }
        long at = all == best.share() ? 0 : spread(turn.getAndIncrement(), all);
        for (Candidate candidate : candidates) {
            if (candidate.alike(best)) {
                at -= candidate.share();
                if (at < 0) {
                    candidates.remove(candidate);
                    return candidate;
                }
            }
        }
        candidates.remove(best);
        return best;
    }

    /** Turns that follow each other are far apart, so that shares mix: multiples of the golden ratio, cut to {@code [0, all)}. */
    private static long spread(int turn, long all) {
        long fraction = (turn * 0x9E3779B9L) & 0xFFFF_FFFFL;
        return fraction * all >>> 32;
    }

    private String why(Shard shard, Health health, Placement placement) {
        StringBuilder words = new StringBuilder();
        for (ServerAddress address : shard.servers()) {
            Health.State state = health.servers().get(address);
            words.append(words.length() == 0 ? "" : "; ").append(address).append(' ');
            if (state == null) {
                words.append("was not asked yet");
            } else if (!state.why().isEmpty()) {
                words.append(state.why());
            } else if (state.role() == Health.Role.REPLICA
                    && !placement.freshness().allows(shard.name(), address)) {
                words.append("is not known to have yet what must be seen");
            } else if (!use(address).lacking().isEmpty()) {
                words.append("lacks ").append(use(address).lacking());
            } else {
                words.append(state.up() ? "is up, its role " + state.role() : "is down");
            }
        }
        return words.toString();
    }
}

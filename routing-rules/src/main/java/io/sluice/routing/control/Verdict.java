package io.sluice.routing.control;

import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Health.Role;
import io.sluice.routing.cluster.Health.State;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From what the servers said to what is believed. Pure. */
final class Verdict {
    private Verdict() {}

    /**
     * Whether it is a replica too far behind: beyond {@code maxLag}, and then until it is down to half of that, so that it does not
     * come and go.
     */
    static boolean late(@Nullable Observation observation, Duration maxLag, boolean wasLate) {
        if (!(observation instanceof Observation.Answered answer) || answer.replication() == null) {
            return false;
        }
        long lag = answer.replication().lagSeconds() * 1000;
        return lag < 0 ? wasLate : lag > (wasLate ? maxLag.toMillis() / 2 : maxLag.toMillis());
    }

    /**
     * @param seen the latest observation of each server that was asked at least once
     * @param succession who was primary before; is told who is
     * @param late the replicas that are too far behind
     */
    static Health judge(
            List<Shard> shards, Map<ServerAddress, Observation> seen, Succession succession, Set<ServerAddress> late) {
        Map<ServerAddress, State> states = new HashMap<>();
        for (Shard shard : shards) {
            List<ServerAddress> claimants = claimants(shard, seen);
            List<ServerAddress> counting = succession.counting(shard, claimants);
            ServerAddress heir = trusted(counting, seen);
            boolean allowed = heir == null || succession.allows(shard, heir, history(heir, seen));
            ServerAddress primary = allowed ? heir : null;
            succession.note(shard, primary, seen);
            String instead = allowed ? "" : String.valueOf(succession.last(shard));
            for (ServerAddress address : shard.servers()) {
                Observation observation = seen.get(address);
                if (observation != null) {
                    State state = address.equals(heir) && !allowed
                            ? returned((Observation.Answered) observation, instead)
                            : claimants.contains(address) && !counting.contains(address)
                                    ? cameBack((Observation.Answered) observation, primary)
                                    : state(observation, address, claimants, primary, late);
                    states.merge(address, state, Verdict::stricter);
                }
            }
        }
        return new Health(Reading.alike(shards, states));
    }

    private static List<ServerAddress> claimants(Shard shard, Map<ServerAddress, Observation> seen) {
        return shard.servers().stream()
                .filter(address -> seen.get(address) instanceof Observation.Answered answer && answer.claimsPrimary())
                .distinct()
                .toList();
    }

    /**
     * The one claimant, or of several the one whose history holds all that the others have and more.
     *
     * <p>INVARIANT: with equal or diverged histories nobody is trusted; writes to either would be lost to the other.
     */
    private static @Nullable ServerAddress trusted(
            List<ServerAddress> claimants, Map<ServerAddress, Observation> seen) {
        for (ServerAddress candidate : claimants) {
            boolean beatsAll = claimants.stream()
                    .filter(other -> !other.equals(candidate))
                    .allMatch(other -> strictlyContains(history(candidate, seen), history(other, seen)));
            if (beatsAll) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean strictlyContains(GtidHistory one, GtidHistory other) {
        return one.contains(other) && !other.contains(one);
    }

    private static GtidHistory history(ServerAddress address, Map<ServerAddress, Observation> seen) {
        return seen.get(address) instanceof Observation.Answered answer ? answer.history() : new GtidHistory(Map.of());
    }

    private static State state(
            Observation observation,
            ServerAddress address,
            List<ServerAddress> claimants,
            @Nullable ServerAddress primary,
            Set<ServerAddress> late) {
        if (observation instanceof Observation.Silent silent) {
            return new State(false, Role.UNKNOWN, false, -1, silent.why(), null);
        }
        Observation.Answered answer = (Observation.Answered) observation;
        if (answer.claimsPrimary()) {
            return claimant(answer, address, claimants, primary);
        }
        Observation.Replication replication = answer.replication();
        if (replication == null) {
            return answered(answer, Role.UNKNOWN, -1, "it is read-only and follows nobody");
        }
        return answered(
                answer, Role.REPLICA, replication.lagSeconds(), whyNot(replication, primary, late.contains(address)));
    }

    private static State claimant(
            Observation.Answered answer,
            ServerAddress address,
            List<ServerAddress> claimants,
            @Nullable ServerAddress primary) {
        if (address.equals(primary)) {
            return answered(answer, Role.PRIMARY, -1, "");
        }
        String others = claimants.stream()
                .filter(other -> !other.equals(address))
                .map(ServerAddress::toString)
                .collect(Collectors.joining(", "));
        String why = primary != null
                ? "it claims to be primary, but " + primary + " has all it has and more"
                : "it claims to be primary, as does " + others + ", and neither history contains the other";
        return answered(answer, Role.UNKNOWN, -1, why);
    }

    private static State cameBack(Observation.Answered answer, @Nullable ServerAddress primary) {
        String words = primary == null ? "another server had" : primary + " has";
        return answered(
                answer,
                Role.UNKNOWN,
                -1,
                "it came back and claims to be primary, but " + words + " become it meanwhile");
    }

    private static State returned(Observation.Answered answer, String last) {
        return answered(
                answer,
                Role.UNKNOWN,
                -1,
                "it claims to be primary, but " + last + " was primary last, and it has not followed that since");
    }

    private static State answered(Observation.Answered answer, Role role, long lag, String why) {
        return new State(true, role, why.isEmpty(), lag, why, answer.dialect());
    }

    /** Why a replica is given no statements; empty when it is. */
    private static String whyNot(Observation.Replication replication, @Nullable ServerAddress primary, boolean late) {
        if (replication.cutOff() && primary == null) {
            return ""; // nobody has anything newer: its data is the best there is
        }
        boolean lagKnown = replication.lagSeconds() >= 0;
        if (!replication.running() && !(replication.cutOff() && lagKnown)) {
            return "its replication does not run" + (replication.error().isEmpty() ? "" : ": " + replication.error());
        }
        if (!lagKnown) {
            return "its lag is not known";
        }
        return late ? "it is " + replication.lagSeconds() + " s behind" : "";
    }

    /** A server that several shards share is what the least content of them says. */
    private static State stricter(State one, State other) {
        return one.serving() ? other : one;
    }
}

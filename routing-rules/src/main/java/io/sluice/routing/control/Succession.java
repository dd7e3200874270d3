package io.sluice.routing.control;

import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who was the trusted primary of each shard last, so that an older one that returns while it does not answer is not taken for
 * its heir. Confined to whoever judges.
 */
final class Succession {
    /** One server's time as primary. */
    private static final class Term {
        final ServerAddress primary;
        GtidHistory history;
        /** Servers that were seen to follow during it: whoever promotes one of them knows what it has. */
        final Set<ServerAddress> followers = new HashSet<>();
        /** Servers that were silent during it and have not followed since. */
        final Set<ServerAddress> gone = new HashSet<>();

        Term(ServerAddress primary, GtidHistory history) {
            this.primary = primary;
            this.history = history;
        }
    }

    private final Map<String, Term> terms = new HashMap<>();

    /**
     * Who of several claimants counts: while the last primary still is one, none that was away during its time and claims to be
     * primary on its return, as a killed one does. (Two that have both answered all the time both count.)
     */
    List<ServerAddress> counting(Shard shard, List<ServerAddress> claimants) {
        Term term = terms.get(shard.name());
        if (term == null || !claimants.contains(term.primary)) {
            return claimants;
        }
        return claimants.stream()
                .filter(each -> each.equals(term.primary) || !term.gone.contains(each))
                .toList();
    }

    /**
     * Whether a server that claims to be primary may be one after the last: itself again, one that followed it, or one that
     * was never away and has all that the last was seen to have and more. (One that was away may lack what the last has committed
     * since it was seen, whatever its history.)
     */
    boolean allows(Shard shard, ServerAddress claimant, GtidHistory history) {
        Term term = terms.get(shard.name());
        return term == null
                || !shard.servers().contains(term.primary)
                || term.primary.equals(claimant)
                || term.followers.contains(claimant)
                || (!term.gone.contains(claimant) && history.contains(term.history) && !term.history.contains(history));
    }

    /** The last primary, null where none was seen. */
    @Nullable
    ServerAddress last(Shard shard) {
        Term term = terms.get(shard.name());
        return term == null ? null : term.primary;
    }

    /** What was seen and judged. */
    void note(Shard shard, @Nullable ServerAddress primary, Map<ServerAddress, Observation> seen) {
        Term term = terms.get(shard.name());
        if (primary != null && seen.get(primary) instanceof Observation.Answered answer) {
            if (term == null || !term.primary.equals(primary)) {
                term = new Term(primary, answer.history());
                terms.put(shard.name(), term);
            } else {
                term.history = answer.history();
            }
        }
        if (term != null) {
            for (ServerAddress server : shard.servers()) {
                note(term, server, seen.get(server), primary != null);
            }
        }
    }

    private static void note(Term term, ServerAddress server, @Nullable Observation observation, boolean underPrimary) {
        if (observation instanceof Observation.Silent) {
            term.gone.add(server);
        } else if (observation instanceof Observation.Answered answer && answer.follows() && underPrimary) {
            term.followers.add(server);
            term.gone.remove(server);
        }
    }
}

package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.sql.Feature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans of reads. */
final class Reads {
    private Reads() {}

    static Plan query(Survey survey, OwnText own) {
        Plan.Access access = survey.has(Feature.LOCKING_READ)
                ? Plan.Access.LOCKING_READ
                : changes(survey) ? Plan.Access.SIDE_EFFECT : Plan.Access.READ;
        boolean rows = !survey.has(Feature.INTO_OUTFILE) && !survey.has(Feature.INTO_VARIABLE);
        Scatter scatter = survey.anySharded() ? Spreads.select(survey, own) : never();
        try {
            Routed plan = routed(survey, own, access, rows, scatter);
            boolean several = survey.anySharded() && (unsupported(scatter) || plan.home() != null);
            return several ? plan.with(Gathering.of(survey, own, false), null) : plan;
        } catch (RoutingException apart) { // single tables on different shards
            Gathered gathered = Gathering.of(survey, own, true);
            if (gathered == null) {
                throw apart;
            }
            return routed(survey, own, access, rows, scatter, null).with(gathered, null);
        }
    }

    /** What is the user's own mistake stays one. */
    static boolean unsupported(Scatter scatter) {
        return scatter instanceof Scatter.Impossible impossible
                && impossible.error().category() == RoutingError.Category.UNSUPPORTED;
    }

    /** What one shard answers: {@code scatter} says what happens where one is not enough. */
    static Routed routed(Survey survey, OwnText own, Plan.Access access, boolean rows, Scatter scatter) {
        return routed(survey, own, access, rows, scatter, survey.home());
    }

    static Routed routed(
            Survey survey, OwnText own, Plan.Access access, boolean rows, Scatter scatter, @Nullable String home) {
        return new Routed(
                access,
                rows,
                false,
                survey.tables(),
                survey.classes(),
                home,
                survey.cluster().defaultShard().name(),
                own.template(),
                scatter,
                List.of());
    }

    /** {@code runs}: the statement is carried out too. */
    static Routed explain(Routed inner, Scatter scatter, boolean runs) {
        boolean reads = inner.access() == Plan.Access.READ || inner.access() == Plan.Access.LOCKING_READ;
        return new Routed(
                runs ? inner.access() : reads ? Plan.Access.READ : Plan.Access.SIDE_EFFECT,
                true,
                false,
                inner.tables(),
                inner.classes(),
                inner.home(),
                inner.anywhere(),
                inner.one(),
                scatter,
                runs ? inner.kept() : List.of());
    }

    /** For plans that have no sharded table. */
    static Scatter never() {
        RoutingException bug = RoutingError.BUG.with("a plan of one shard was spread");
        return new Scatter.Impossible(bug.error(), bug.text());
    }

    /** For what several slots cannot do, {@code what} being its name. */
    static Scatter impossible(String what, String hint) {
        RoutingException refused = RoutingError.CROSS_SHARD.with(what, hint);
        return new Scatter.Impossible(refused.error(), refused.text());
    }

    /** What is left in the connection alone changes nothing for others: a replica's will do. */
    private static boolean changes(Survey survey) {
        return survey.has(Feature.SIDE_EFFECT_FUNCTION) || survey.has(Feature.INTO_OUTFILE);
    }
}

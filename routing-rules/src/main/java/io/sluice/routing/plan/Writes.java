package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.Operand;
import io.sluice.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans of UPDATE and DELETE, and of every write to broadcast tables. */
final class Writes {
    private Writes() {}

    static Plan plan(Survey survey, OwnText own) {
        String place = OnePlace.of(survey);
        if (place != null) {
            return OnePlace.routed(survey, own, Plan.Access.WRITE, survey.has(Feature.RETURNING), false, place);
        }
        try {
            return writesBroadcast(survey) ? broadcast(survey, own) : direct(survey, own);
        } catch (RoutingException refused) {
            boolean unsupported = refused.error().category() == RoutingError.Category.UNSUPPORTED;
            Scripted scripted = unsupported ? steps(survey, true) : null;
            if (scripted == null) {
                throw refused;
            }
            Scatter never = new Scatter.Impossible(refused.error(), refused.text());
            return Reads.routed(survey, own, Plan.Access.WRITE, false, never, null)
                    .with(null, scripted);
        }
    }

    private static Plan direct(Survey survey, OwnText own) {
        Scatter scatter = survey.anySharded() ? Spreads.write(survey, own) : Reads.never();
        Routed plan = new Routed(
                Plan.Access.WRITE,
                survey.has(Feature.RETURNING),
                false,
                survey.tables(),
                survey.classes(),
                survey.home(),
                survey.cluster().defaultShard().name(),
                own.template(),
                scatter,
                survey.statement() instanceof Statement.Update update ? kept(update, survey) : List.of());
        boolean several = survey.anySharded() && (Reads.unsupported(scatter) || plan.home() != null);
        return several || !plan.kept().isEmpty() ? plan.with(null, steps(survey, false)) : plan;
    }

    private static @Nullable Scripted steps(Survey survey, boolean only) {
        Scripted moving = survey.statement() instanceof Statement.Update update ? Moves.of(survey, update, only) : null;
        return moving == null ? Choices.of(survey, only) : moving;
    }

    static boolean writesBroadcast(Survey survey) {
        return survey.tables().stream()
                .anyMatch(t -> t.occurrence().write() && t.rule() instanceof TableRule.Broadcast);
    }

    /** The same on every shard, where nothing can make the shards' copies differ. */
    static Plan broadcast(Survey survey, OwnText own) {
        for (Placed table : survey.tables()) {
            if (!(table.rule() instanceof TableRule.Broadcast)) {
                throw RoutingError.DIFFERENT_SHARDS.with(
                        "a broadcast table that is written and "
                                + table.occurrence().name(),
                        "write it in a statement of its own");
            }
        }
        if (survey.has(Feature.RETURNING)) {
            throw RoutingError.CROSS_SHARD.with("RETURNING from a broadcast table", "leave it out and read the rows");
        }
        if (survey.has(Feature.NON_DETERMINISTIC_FUNCTION)
                || survey.has(Feature.STATEMENT_TIME_FUNCTION)
                || survey.has(Feature.SIDE_EFFECT_FUNCTION)
                || survey.has(Feature.SYSTEM_VARIABLE)
                || survey.has(Feature.USER_VARIABLE)) {
            throw RoutingError.CROSS_SHARD.with(
                    "a write to a broadcast table with NOW(), RAND(), a variable or the like",
                    "give the value as a constant, so that every shard stores the same");
        }
        boolean some = survey.scope().blocks().stream().anyMatch(b -> b.limit() != null);
        if (some) {
            throw RoutingError.CROSS_SHARD.with(
                    "a write to a broadcast table with LIMIT", "name the rows by their key");
        }
        List<Everywhere.Target> targets = Everywhere.Target.shards(survey.cluster());
        return new Everywhere(Plan.Access.WRITE, false, survey.tables(), targets, own.template());
    }

    private static List<Routed.KeptKey> kept(Statement.Update update, Survey survey) {
        List<Routed.KeptKey> kept = new ArrayList<>();
        for (Statement.Assignment assignment : update.assignments()) {
            Placed owner = survey.columns().owner(assignment.column());
            int level = owner == null ? -1 : owner.level(assignment.column().name());
            if (owner == null
                    && survey.anySharded()
                    && mayBeKey(survey, assignment.column().name())) {
                throw RoutingError.KEY_UPDATE.with(assignment.column().name());
            }
            boolean forced = Hints.slotted(survey.fingerprint());
            if (owner == null || level < 0 || forced || itself(survey, owner, assignment)) {
                continue;
            }
            String name = owner.occurrence().name() + "." + assignment.column().name();
            if (!(assignment.value() instanceof Expr.Constant constant)
                    || constant.operand() instanceof Operand.Unknown) {
                throw RoutingError.KEY_UPDATE.with(name);
            }
            KeyCondition.Stored value = new KeyCondition.Stored(level, constant.operand());
            kept.add(new Routed.KeptKey(classOf(survey, owner), value, name));
        }
        return kept;
    }

    private static boolean mayBeKey(Survey survey, String column) {
        return survey.tables().stream().anyMatch(t -> t.level(column) >= 0);
    }

    private static boolean itself(Survey survey, Placed owner, Statement.Assignment assignment) {
        return assignment.value() instanceof Expr.Column column
                && survey.columns().owner(column.ref()) == owner
                && column.ref().name().equalsIgnoreCase(assignment.column().name());
    }

    private static int classOf(Survey survey, Placed owner) {
        for (int i = 0; i < survey.classes().size(); i++) {
            if (survey.classes().get(i).members().contains(owner.occurrence().ordinal())) {
                return i;
            }
        }
        throw RoutingError.BUG.with("no class for " + owner.occurrence().name());
    }
}

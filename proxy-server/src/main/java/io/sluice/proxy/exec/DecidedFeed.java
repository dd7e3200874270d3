package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.BinaryValue;
import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Feed;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Placement;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A feed that was decided about. Immutable.
 *
 * @param request the feed as a client might have sent it
 */
record DecidedFeed(Feed feed, Request request, Ready ready) {
    /** A statement with logical names as one of the client that has sent {@code whole}. */
    static Request request(Client client, ShardStatement rows, Request whole) {
        Fingerprint text = Fingerprint.of(rows.sql(), client.session().dialect());
        return new Request(
                text,
                ordinal -> value(rows, ordinal, whole.parameters()),
                sending(rows, whole.sending()),
                whole.reply());
    }

    private static SqlValue value(ShardStatement rows, int ordinal, Parameters parameters) {
        int of = rows.parameters()[ordinal];
        return of >= 0 ? parameters.value(of) : rows.extras().get(-1 - of);
    }

    /** Bound with the values it has of the client's; as text where it has none. */
    private static Sending sending(ShardStatement rows, Sending whole) {
        if (rows.parameters().length == 0 || !(whole instanceof Sending.Bound bound)) {
            return new Sending.Text(whole.charset());
        }
        List<Integer> types = new ArrayList<>();
        List<BinaryValue> values = new ArrayList<>();
        for (int of : rows.parameters()) {
            if (of < 0) {
                throw RoutingError.BUG.with("a made value in a feed");
            }
            types.add(bound.types().get(of));
            values.add(bound.values().get(of));
        }
        return new Sending.Bound(bound.charset(), types, values);
    }

    /**
     * Its parts.
     *
     * @throws RoutingException where it is not a plain read of rows
     */
    Route.Many route() {
        if (ready.plan() instanceof Plan.Refused refused) {
            throw new RoutingException(refused.error(), refused.message());
        }
        boolean read = ready.plan() instanceof Plan.OnShards plan
                && (plan.access() == Plan.Access.READ || plan.access() == Plan.Access.LOCKING_READ)
                && ready.aftermath() == null;
        Route.Many parts = read ? several(ready.route(), new Merge.Forward()) : null;
        if (parts != null) {
            return parts;
        }
        throw RoutingError.BUG.with("no plain read: " + ready.plan().getClass().getSimpleName());
    }

    /** Several parts, or one of which nothing is passed on; null for any other route. */
    static Route.@Nullable Many several(@Nullable Route of, Merge alone) {
        if (of instanceof Route.One one) {
            return new Route.Many(List.of(one.part()), alone);
        }
        return of instanceof Route.Many many ? many : null;
    }

    /** Where it is read for {@code whole}, the statement that it is for; what its hint says of servers holds here, too. */
    Placement placement(Task whole) {
        Placement own = Objects.requireNonNull(ready.placement());
        return whole.placement().reason() == Placement.Reason.HINT ? whole.placement() : own;
    }

    /** The feed as a task of that statement. */
    Task task(Task whole, Runnable done) {
        return new Task(
                whole.client(),
                (Plan.OnShards) ready.plan(),
                placement(whole),
                0,
                request.sending(),
                whole.reply(),
                done,
                null);
    }
}

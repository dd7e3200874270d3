package io.sluice.proxy.exec;

import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Plan;
import io.sluice.sql.lex.Fingerprint;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps 2 to 6 for the proxy: at once where the plan is cached, else off the event loop and back. Safe for use by many threads. */
public final class Deciding {
    private static final Logger LOG = LoggerFactory.getLogger(Deciding.class);

    /** Receives one of the two; on the client's event loop, perhaps before the asking call returns. */
    public interface Then<T> {
        void decided(T decision);

        void failed(RoutingException failure);
    }

    private final Executor planners;

    /** @param planners bounded; runs what a cache miss costs */
    public Deciding(Executor planners) {
        this.planners = planners;
    }

    /** What is to be done for a statement. */
    public void decide(Client client, Fingerprint text, Parameters parameters, Then<Ready> then) {
        Ready ready;
        try {
            ready = Statements.ready(text, parameters, client.session());
        } catch (RoutingException refused) {
            then.failed(refused);
            return;
        }
        client.stopwatch().planned(ready != null);
        if (ready != null) {
            then.decided(ready);
        } else {
            away(client, () -> Statements.steps(text, parameters, client.session()), then);
        }
    }

    /** The plan alone: the values are not known yet. */
    public void plan(Client client, Fingerprint text, Then<Plan> then) {
        away(client, () -> Statements.plan(text, client.session()), then);
    }

    /**
     * Does what takes as long as parsing off the event loop; its answer is never null.
     *
     * <p>INVARIANT: the client waits for this answer and nothing else touches its session, so a planner thread may.
     */
    public <T> void away(Client client, Supplier<T> work, Then<T> then) {
        try {
            planners.execute(() -> {
                T result = null;
                RoutingException failure = null;
                try {
                    result = work.get();
                } catch (RoutingException refused) {
                    failure = refused;
                } catch (RuntimeException | Error bug) {
                    LOG.error("a statement could not be planned", bug);
                    failure = RoutingError.BUG.with(bug.getClass().getSimpleName());
                }
                back(client, result, failure, then);
            });
        } catch (RejectedExecutionException full) {
            then.failed(RoutingError.BUG.with("too many statements wait for their plan"));
        }
    }

    private static <T> void back(Client client, @Nullable T result, @Nullable RoutingException failure, Then<T> then) {
        client.channel().eventLoop().execute(() -> {
            if (!client.channel().isActive()) {
                return;
            }
            try {
                if (result != null) {
                    then.decided(result);
                } else {
                    then.failed(failure == null ? RoutingError.BUG.with("no plan") : failure);
                }
            } catch (RuntimeException | Error bug) {
                // How far the answer came is not known: the client must not wait for it for ever.
                LOG.error("closing client {}", client.session().connectionId(), bug);
                client.channel().close();
            }
        });
    }
}

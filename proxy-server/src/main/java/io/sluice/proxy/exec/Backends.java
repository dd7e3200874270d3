package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendPool;
import io.sluice.proxy.backend.BackendPools;
import io.sluice.proxy.backend.BackendTarget;
import io.sluice.proxy.metrics.LoopCounts;
import io.sluice.proxy.metrics.PoolReading;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.gather.Allowance;
import io.sluice.routing.merge.MergeLimits;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.session.Balance;
import io.sluice.routing.session.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The servers as the clients of one event loop see them: which one serves a shard now, and its connections. Confined to its loop.
 *
 * @param pools this loop's connections
 * @param workspaces those in which rows are brought together
 * @param servers what is known of the servers
 * @param balance which of several
 * @param patience longest wait for a connection
 * @param merging what one statement may hold in memory while answers are merged
 * @param gathering what one statement may bring together
 * @param counts what the loop counts
 * @param held what waits for a primary
 */
public record Backends(
        BackendPools pools,
        Workspaces workspaces,
        Servers servers,
        Balance balance,
        Duration patience,
        MergeLimits merging,
        Allowance.Limits gathering,
        LoopCounts counts,
        Held held) {
    private static final int NO_SUCH_TABLE = 1146;

    /**
     * The server for a statement on {@code shard}.
     *
     * @param except a server that has just failed, or null
     * @throws io.sluice.routing.RoutingException SHARD_DOWN
     */
    ServerAddress server(Shard shard, Placement placement, @Nullable ServerAddress except) {
        servers.holding().check(shard, placement.primary());
        for (ServerAddress server : balance.servers(shard, servers.health().get(), placement)) {
            if (!server.equals(except)) {
                return server;
            }
        }
        throw RoutingError.SHARD_DOWN.with(shard.name(), "other server", except + " has just failed");
    }

    /** A server is chosen for a statement. */
    void counted(ServerAddress server, Placement placement) {
        if (placement.reason().read()) {
            balance.use(server).read();
        }
    }

    /** Whether a connection leads to a server that is not its shard's primary. */
    boolean isReplica(Cluster cluster, Lease lease) {
        Shard shard = cluster.shards().get(lease.shard());
        return shard != null && !lease.server().equals(servers.health().get().primary(shard));
    }

    /** A replica has told a read that there is no such table: it is asked for it no more for a while. Answers whether it is one. */
    boolean lacks(Cluster cluster, Lease lease, Plan.OnShards plan, ErrPacket error) {
        if (error.errno() != NO_SUCH_TABLE || plan.reads().isEmpty() || !isReplica(cluster, lease)) {
            return false;
        }
        balance.use(lease.server()).lacked(plan.reads());
        return true;
    }

    /** Whether the shard has a primary that takes statements. */
    boolean hasPrimary(Shard shard) {
        return servers.holding().primary(shard, servers.health().get()) != null;
    }

    /** Whether a server that was chosen some time ago may still be given a statement. */
    boolean current(Shard shard, Placement placement, ServerAddress server) {
        return servers.holding().current(shard, servers.health().get(), placement.primary(), server);
    }

    /** Statements and transactions on a server now. */
    public int running(ServerAddress server) {
        return all().stream()
                .mapToInt(each -> each.running(server.host(), server.port()))
                .sum();
    }

    /** See {@link BackendPools#retire}. */
    public void retire(ServerAddress server, String why) {
        all().forEach(each -> each.retire(server.host(), server.port(), why));
    }

    /** The connections to a server. */
    BackendPool pool(ServerAddress server, Shard shard, boolean foundRows) {
        return pools.pool(target(server, shard, foundRows));
    }

    /** Those in which rows are brought together. @param holding whether who asks holds any connection of {@link #pool} */
    BackendPool workspace(ServerAddress server, Shard shard, boolean holding) {
        BackendPools set = holding ? workspaces.more() : workspaces.few();
        return set.pool(target(server, shard, false));
    }

    private BackendTarget target(ServerAddress server, Shard shard, boolean foundRows) {
        BackendAccount who = servers.account().get();
        return new BackendTarget(
                server.host(), server.port(), who.user(), who.password(), shard.schema(), foundRows, who.tls());
    }

    /** See {@link BackendPools#closeWhere}. */
    public void closeWhere(Predicate<BackendTarget> isDown) {
        all().forEach(each -> each.closeWhere(isDown));
    }

    /** Closes idle connections now and the others when they are released. */
    public void close() {
        all().forEach(BackendPools::close);
    }

    /** The pools as they are now. */
    public List<PoolReading> readings() {
        List<PoolReading> readings = new ArrayList<>();
        for (BackendPools set : all()) {
            set.all()
                    .forEach(pool -> readings.add(
                            new PoolReading(pool.target(), set != pools, pool.counts(), pool.mostConnections())));
        }
        return readings;
    }

    private List<BackendPools> all() {
        return List.of(pools, workspaces.few(), workspaces.more());
    }
}

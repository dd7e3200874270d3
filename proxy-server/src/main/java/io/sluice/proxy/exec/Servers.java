package io.sluice.proxy.exec;

import io.sluice.routing.causality.Written;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Holding;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the statement path asks and tells the control plane; each answers at once and is safe for use by many threads.
 *
 * @param health what is known of the servers
 * @param account who the proxy is on them
 * @param suspect is told of a server that has just failed
 * @param hurry is told of a shard whose primary is waited for
 * @param holding who may wait
 * @param switching moves a primary; blocks
 * @param reload loads the physical schema again, as after DDL
 * @param written what this process has written, and which replica has it
 */
public record Servers(
        Supplier<Health> health,
        Supplier<BackendAccount> account,
        Consumer<ServerAddress> suspect,
        Consumer<Shard> hurry,
        Holding holding,
        Switching switching,
        Supplier<CompletionStage<?>> reload,
        Written written) {
    /** SLUICE SWITCH PRIMARY. */
    @FunctionalInterface
    public interface Switching {
        /** See {@link io.sluice.routing.control.ControlPlane#switchPrimary}. */
        List<String> move(String shard, String server, Duration patience);
    }
}

package io.sluice.proxy.exec;

import io.sluice.proxy.aside.Workers;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.RoutingException;
import io.sluice.routing.SwitchOrder;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** SLUICE SWITCH PRIMARY: on a thread of its own, as it waits for servers. */
final class SwitchingPrimary {
    private static final Executor WORKERS = Workers.of("sluice-switch", 4);

    private SwitchingPrimary() {}

    /** @param then and {@code failed} are called on the client's loop */
    static void run(Client client, SwitchOrder order, Consumer<LocalAnswer> then, Consumer<ErrPacket> failed) {
        Servers.Switching switching = client.leases().backends().servers().switching();
        WORKERS.execute(() -> {
            try {
                LocalAnswer answer =
                        LocalAnswer.lines("switch", switching.move(order.shard(), order.server(), order.patience()));
                client.channel().eventLoop().execute(() -> then.accept(answer));
            } catch (RoutingException e) {
                client.channel().eventLoop().execute(() -> failed.accept(Errors.packet(e)));
            } catch (RuntimeException bug) {
                client.channel().eventLoop().execute(() -> failed.accept(Errors.bug(bug)));
            }
        });
    }
}

package io.sluice.proxy.backend;

import io.netty.util.concurrent.Future;
import io.sluice.proxy.protocol.Commands;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A statement about another connection, such as KILL, on one of its own that is made for it. */
final class Aside {
    private Aside() {}

    /**
     * Sends it.
     *
     * @param patience for the connection, and again for the answer
     * @param then is given null, or what has failed: an error of the server's own (1094: no such thread) as {@link BackendException.Reason#LOGIN}
     */
    static void send(
            Connector connector,
            BackendTarget target,
            String sql,
            Duration patience,
            Consumer<@Nullable BackendException> then) {
        connector.open(target, patience, 1).addListener((Future<BackendConnection> opened) -> {
            if (!opened.isSuccess()) {
                then.accept((BackendException) opened.cause());
                return;
            }
            BackendConnection own = opened.getNow();
            own.send(
                    Commands.query(sql),
                    new Answer(
                            ok -> {
                                own.quit();
                                then.accept(null);
                            },
                            failure -> {
                                own.close();
                                then.accept(failure);
                            }),
                    patience);
        });
    }
}

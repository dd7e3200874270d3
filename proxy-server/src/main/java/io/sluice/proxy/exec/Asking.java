package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.PrepareHandler;
import io.sluice.proxy.backend.PreparedStatement;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Placement;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Questions to a server about a text, which is prepared there and never executed. */
public final class Asking {
    private static final int SYNTAX = 1064;
    private static final int NO_SUCH_TABLE = 1146;
    private static final Placement PRIMARY = new Placement(true, Placement.Reason.READ);
    private static final Placement ANYWHERE = new Placement(false, Placement.Reason.READ);

    private Asking() {}

    /**
     * Prepares {@code sql} on a server of the shard.
     *
     * @param charset in which the text is written
     * @param then is given the statement's parameters and columns, or the error
     */
    public static void prepare(
            Client client,
            String shard,
            String sql,
            Charset charset,
            Consumer<PreparedStatement> then,
            Consumer<ErrPacket> failed) {
        new Question(client, shard, sql, charset, then).ask(ANYWHERE, failed);
    }

    private record Question(
            Client client, String shard, String sql, Charset charset, Consumer<PreparedStatement> then) {
        void ask(Placement placement, Consumer<ErrPacket> failed) {
            Consumer<ErrPacket> elsewhere = error -> {
                if (error.errno() == NO_SUCH_TABLE && !placement.primary()) { // a replica may lack what the primary has
                    ask(PRIMARY, failed);
                } else {
                    failed.accept(error);
                }
            };
            client.leases().ask(shard, placement, new Leases.Taker() {
                @Override
                public void taken(Lease lease) {
                    lease.connection().prepare(sql, charset, List.of(), new Prepared(lease, then, elsewhere));
                }

                @Override
                public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
                    failed.accept(error);
                }
            });
        }
    }

    /** The same for a statement that no shard has all tables of: over empty temporary ones. */
    static void prepare(
            Client client,
            Route.Gathered route,
            Charset charset,
            Consumer<PreparedStatement> then,
            Consumer<ErrPacket> failed) {
        client.leases().workspace(route.answer().shard(), new Leases.Taker() {
            @Override
            public void taken(Lease lease) {
                Workplace place = new Workplace(client, lease);
                place.make(route, unmade -> {
                    if (unmade != null) {
                        place.release();
                        failed(unmade, null);
                    } else {
                        route.copies().forEach(place::ahead);
                        place.loaded();
                        lease.connection()
                                .prepare(route.answer().sql(), charset, List.of(), new Prepared(lease, then, failed));
                    }
                });
            }

            @Override
            public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
                failed.accept(error);
            }
        });
    }

    /** Asks the default shard whether {@code sql} is a syntax error; answers the server's own words, or null where it is none. */
    static void syntax(Client client, String sql, Charset charset, Consumer<@Nullable ErrPacket> then) {
        String shard = client.session().cluster().defaultShard().name();
        prepare(
                client,
                shard,
                sql,
                charset,
                prepared -> then.accept(null),
                error -> then.accept(error.errno() == SYNTAX ? error : null));
    }

    private record Prepared(Lease lease, Consumer<PreparedStatement> then, Consumer<ErrPacket> failed)
            implements PrepareHandler {
        @Override
        public void prepared(PreparedStatement statement) {
            lease.release();
            then.accept(statement);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            lease.release();
            failed.accept(error);
        }

        @Override
        public void connectionLost(BackendException cause) {
            lease.release();
            failed.accept(Errors.packet(lease.shard(), cause));
        }
    }
}

package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Payload;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.ServerValue;
import io.sluice.routing.session.VariableChange;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * SET: a server judges the values on a connection that is reset afterwards, then the session remembers them; every connection the
 * session uses later is brought to them.
 */
final class SetVariables implements Leases.Taker {
    private static final Placement ANYWHERE = new Placement(false, Placement.Reason.READ);

    private final Client client;
    private final VariableChange change;
    private final Charset charset;
    private final Consumer<@Nullable ErrPacket> then;

    private SetVariables(Client client, VariableChange change, Charset charset, Consumer<@Nullable ErrPacket> then) {
        this.client = client;
        this.charset = charset;
        this.change = change;
        this.then = then;
    }

    /** @param then is given the error, or null when it is remembered */
    static void run(Client client, Request request, Consumer<@Nullable ErrPacket> then) {
        VariableChange change = client.session().change(request.text(), request.parameters());
        SetVariables set = new SetVariables(client, change, request.sending().charset(), then);
        if (change.commits()) {
            Transactions.commit(client, failed -> {
                if (failed == null) {
                    set.check();
                } else {
                    then.accept(failed);
                }
            });
        } else {
            set.check();
        }
    }

    private Payload text(String sql) {
        return Commands.text(Command.QUERY, sql.getBytes(charset));
    }

    private void check() {
        if (change.check() == null && change.question() == null) {
            remember(List.of());
        } else {
            client.leases().apart(client.session().cluster().defaultShard().name(), ANYWHERE, this);
        }
    }

    @Override
    public void taken(Lease lease) {
        lease.connection().markDirty();
        String check = change.check();
        if (check == null) {
            ask(lease);
        } else {
            lease.connection().send(text(check), new Transactions.Told(lease.shard(), failed -> {
                if (failed == null) {
                    ask(lease);
                } else {
                    lease.release();
                    then.accept(failed);
                }
            }));
        }
    }

    private void ask(Lease lease) {
        String question = change.question();
        if (question == null) {
            lease.release();
            remember(List.of());
        } else {
            lease.connection()
                    .send(
                            text(question),
                            new OneRow(
                                    lease.connection(),
                                    answers -> {
                                        lease.release();
                                        remember(answers);
                                    },
                                    error -> failed(lease, error),
                                    cause -> failed(lease, Errors.packet(lease.shard(), cause))));
        }
    }

    @Override
    public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
        then.accept(error);
    }

    private void failed(Lease lease, ErrPacket error) {
        lease.release();
        then.accept(error);
    }

    private void remember(List<ServerValue> answers) {
        try {
            client.session().remember(change, answers);
        } catch (RoutingException refused) {
            then.accept(Errors.packet(refused));
            return;
        }
        then.accept(null);
    }
}

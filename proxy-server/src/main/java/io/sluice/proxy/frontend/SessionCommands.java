package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Errors;
import io.sluice.proxy.exec.Reply;
import io.sluice.proxy.exec.Transactions;
import io.sluice.proxy.protocol.EofPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.Wire;
import io.sluice.routing.RoutingException;

/** COM_INIT_DB, COM_RESET_CONNECTION, COM_SET_OPTION. */
final class SessionCommands {
    private static final int MULTI_STATEMENTS_OFF = 1;

    private final Client client;
    private final PreparedCommands prepared;

    SessionCommands(Client client, PreparedCommands prepared) {
        this.client = client;
        this.prepared = prepared;
    }

    void useSchema(ByteBuf name, Reply reply, Runnable done) {
        try {
            client.session().useSchema(Wire.readRestString(name));
            client.session()
                    .diagnostics()
                    .done(client.session().cluster().dialect().mariaDb());
            reply.ok(OkPacket.of(client.status()));
        } catch (RoutingException unknown) {
            reply.error(client.failed(Errors.packet(unknown)));
        }
        done.run();
    }

    void reset(Reply reply, Runnable done) {
        Transactions.rollback(client, ignored -> client.leases().resetOwn(() -> {
            prepared.forget();
            client.session().reset();
            reply.ok(OkPacket.of(client.status()));
            done.run();
        }));
    }

    /** Several statements in one text can only be switched off. */
    void option(ByteBuf option, Reply reply, Runnable done) {
        if (Wire.readInt2(option) == MULTI_STATEMENTS_OFF) {
            reply.packet(new EofPacket(0, client.status()));
            reply.flush();
        } else {
            reply.error(ProtocolViolation.unknownCommand().packet());
        }
        done.run();
    }
}

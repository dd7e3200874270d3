package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Deciding;
import io.sluice.proxy.exec.Describing;
import io.sluice.proxy.exec.Errors;
import io.sluice.proxy.exec.Reply;
import io.sluice.proxy.exec.Transactions;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.TextRow;
import io.sluice.proxy.protocol.Wire;
import io.sluice.routing.RoutingException;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.rights.Needs;
import io.sluice.sql.lex.Fingerprint;
import java.util.List;
import java.util.function.Consumer;

/** The commands that are about the session and the server, and not about statements. */
final class SessionCommands {
    private static final int MULTI_STATEMENTS_ON = 0;
    private static final int MULTI_STATEMENTS_OFF = 1;

    private final Client client;
    private final Queries queries;
    private final PreparedCommands prepared;
    private final Connections.Place place;

    SessionCommands(Client client, Queries queries, PreparedCommands prepared, Connections.Place place) {
        this.client = client;
        this.queries = queries;
        this.prepared = prepared;
        this.place = place;
    }

    void useSchema(ByteBuf name, Reply reply, Runnable done) {
        try {
            String schema = Wire.readRestString(name);
            client.check(new Needs(List.of(), schema, false));
            client.session().useSchema(schema);
            client.session().diagnostics().done(client.mariaDb());
            reply.ok(client.ok(client.tracking().used(client.session())));
        } catch (RoutingException unknown) {
            reply.error(client.failed(Errors.packet(unknown)));
        }
        done.run();
    }

    void reset(Reply reply, Runnable done) {
        Transactions.rollback(client, ignored -> client.leases().resetOwn(() -> {
            prepared.forget();
            queries.several(Capabilities.has(client.capabilities(), Capabilities.MULTI_STATEMENTS));
            client.session().reset();
            client.tracking().reset();
            reply.ok(OkPacket.of(client.status()));
            done.run();
        }));
    }

    /** Whether a text may hold several statements. */
    void option(ByteBuf option, Reply reply, Runnable done) {
        int wanted = Wire.readInt2(option);
        if (wanted == MULTI_STATEMENTS_ON || wanted == MULTI_STATEMENTS_OFF) {
            queries.several(wanted == MULTI_STATEMENTS_ON);
            reply.end(OkPacket.of(client.status()));
        } else {
            reply.error(ProtocolViolation.unknownCommand().packet());
        }
        done.run();
    }

    /** COM_STATISTICS: a line for people; it says what is known here. */
    void statistics(Reply reply, Runnable done) {
        reply.packet((out, ignored) -> Wire.writeString(out, place.statistics()));
        reply.flush();
        done.run();
    }

    /** COM_PROCESS_KILL. */
    void kill(ByteBuf id, Reply reply, Runnable done) {
        int number = Wire.readInt4(id);
        if (client.kills().kill(number, false, client.session().user())) {
            reply.ok(OkPacket.of(client.status()));
        } else {
            reply.error(client.failed(
                    ErrPacket.of(1094, "HY000", "Unknown thread id: " + Integer.toUnsignedString(number))));
        }
        done.run();
    }

    /** COM_FIELD_LIST: the columns of a table whose names are LIKE a pattern; their defaults are left out. */
    void fields(ByteBuf payload, Reply reply, Runnable done) {
        String table = Wire.readNulOrEndString(payload);
        NamePattern names = new NamePattern(Wire.readRestString(payload));
        Fingerprint text = Fingerprint.of(
                "SELECT * FROM `" + table.replace("`", "``") + "`",
                client.session().dialect());
        Consumer<ErrPacket> failed = error -> {
            reply.error(client.failed(error));
            done.run();
        };
        Gate.pass(
                client,
                text,
                () -> fields(text, names, reply, done, failed),
                denied -> failed.accept(Errors.packet(denied)));
    }

    private void fields(Fingerprint text, NamePattern names, Reply reply, Runnable done, Consumer<ErrPacket> failed) {
        client.deciding().plan(client, text, new Deciding.Then<>() {
            @Override
            public void decided(Plan plan) {
                Describing.start(
                        client,
                        plan,
                        text,
                        client.session().clientCharset(),
                        described -> {
                            described.columns().stream()
                                    .filter(column -> names.matches(column.name()))
                                    .forEach(column -> reply.packet((out, capabilities) -> {
                                        column.encode(out, capabilities);
                                        TextRow.writeNull(out);
                                    }));
                            reply.end(OkPacket.of(client.status()));
                            done.run();
                        },
                        failed);
            }

            @Override
            public void failed(RoutingException failure) {
                failed.accept(Errors.packet(failure));
            }
        });
    }
}

package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Cursor;
import io.sluice.proxy.exec.Deciding;
import io.sluice.proxy.exec.Describing;
import io.sluice.proxy.exec.Errors;
import io.sluice.proxy.exec.ParameterValues;
import io.sluice.proxy.exec.Reply;
import io.sluice.proxy.exec.Request;
import io.sluice.proxy.exec.Sending;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.EofPacket;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.PrepareOk;
import io.sluice.proxy.protocol.StmtExecute;
import io.sluice.proxy.protocol.Wire;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.session.Session;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** COM_STMT_*: the client's prepared statements, with ids of our own. */
final class PreparedCommands {
    /** Most statements of one client (the servers' max_prepared_stmt_count is for all clients together). */
    private static final int MOST = 16_382;
    /** Most characters of all their texts together. */
    private static final long MOST_TEXT = 64L << 20;
    /** Most bytes of the rows that one cursor keeps; a longer result is sent whole at once, as a server may. */
    private static final int CURSOR = 1 << 20;
    /** Most for all cursors of one client together. */
    private static final int CURSORS = 4 << 20;
    /** Most bytes COM_STMT_SEND_LONG_DATA may collect for all of them together. */
    private static final int LONG_DATA = 64 << 20;

    private final Client client;
    private final Queries queries;
    private final Map<Integer, PreparedText> statements = new HashMap<>();
    private int lastId;
    private long characters;
    private int longBytes;
    private int cursorBytes;

    PreparedCommands(Client client, Queries queries) {
        this.client = client;
        this.queries = queries;
    }

    /** COM_STMT_PREPARE, without its command byte. */
    void prepare(ByteBuf payload, Reply reply, Runnable done) {
        if (statements.size() >= MOST || characters > MOST_TEXT) {
            reply.error(client.failed(ErrPacket.of(
                    1461,
                    "42000",
                    "Can't create more than max_prepared_stmt_count statements (current value: " + MOST + ")")));
            done.run();
            return;
        }
        ClientText read = ClientText.read(payload, client.session());
        if (Capabilities.has(client.capabilities(), Capabilities.QUERY_ATTRIBUTES)
                && Queries.asksForAttributes(read.text())) {
            // Any execution may come with some.
            reply.error(client.failed(Queries.NO_ATTRIBUTES));
            done.run();
            return;
        }
        Fingerprint text = Fingerprint.of(read.text(), client.session().dialect());
        Gate.pass(client, text, () -> plan(text, read.charset(), reply, done), denied -> {
            reply.error(client.failed(Errors.packet(denied)));
            done.run();
        });
    }

    /** @param charset in which its text was read */
    private void plan(Fingerprint text, Charset charset, Reply reply, Runnable done) {
        Charset raw = charset.equals(client.session().clientCharset()) ? null : charset;
        client.deciding().plan(client, text, new Deciding.Then<>() {
            @Override
            public void decided(Plan plan) {
                Describing.start(
                        client,
                        plan,
                        text,
                        charset,
                        described -> answer(new PreparedText(text, raw), described, tells(plan), reply, done),
                        error -> {
                            reply.error(client.failed(error));
                            done.run();
                        });
            }

            @Override
            public void failed(RoutingException failure) {
                reply.error(client.failed(Errors.packet(failure)));
                done.run();
            }
        });
    }

    /** SHOW WARNINGS and its kind are prepared without touching what they tell of; on MariaDB so is what has no table. */
    private boolean tells(Plan plan) {
        if (client.mariaDb() && plan instanceof Plan.OnShards onShards && onShards.tableless()) {
            return true;
        }
        return plan instanceof Plan.Local local && local.statement() instanceof Statement.Show;
    }

    private void answer(PreparedText text, Describing.Described described, boolean tells, Reply reply, Runnable done) {
        int id = ++lastId;
        statements.put(id, text);
        characters += text.text().text().length();
        int parameters = text.text().parameterCount();
        List<ColumnDefinition> columns = described.columns();
        reply.packet(new PrepareOk(id, columns.size(), parameters, described.warnings()));
        definitions(reply, described.parameters());
        definitions(reply, columns);
        reply.flush();
        if (!tells) {
            client.session().diagnostics().prepared();
        }
        done.run();
    }

    private void definitions(Reply reply, List<ColumnDefinition> definitions) {
        definitions.forEach(reply::packet);
        if (!definitions.isEmpty() && !Capabilities.has(reply.capabilities(), Capabilities.DEPRECATE_EOF)) {
            reply.packet(new EofPacket(0, client.status()));
        }
    }

    void execute(ByteBuf payload, Reply reply, Runnable done) {
        PreparedText statement = statement(payload);
        if (statement == null) {
            reply.error(unknown(payload, "mysqld_stmt_execute"));
            done.run();
            return;
        }
        longBytes -= statement.longBytes();
        closeCursor(statement);
        boolean attributes = Capabilities.has(client.capabilities(), Capabilities.QUERY_ATTRIBUTES);
        StmtExecute execute = statement.bind(payload, attributes);
        Session session = client.session();
        Fingerprint text = statement.text().under(session.dialect());
        if (text == null) {
            // A server goes on with what it read when it prepared; the shards would read it anew.
            reply.error(client.failed(Errors.packet(RoutingError.PREPARE_AGAIN.with())));
            done.run();
            return;
        }
        Request request = new Request(
                text,
                ParameterValues.of(execute.values(), session.dialect().letters()),
                new Sending.Bound(statement.charset(session.clientCharset()), execute.types(), execute.values()),
                reply);
        if ((execute.flags() & StmtExecute.CURSOR_READ_ONLY) == 0 || cursorBytes + CURSOR > CURSORS) {
            queries.run(request, done);
        } else {
            reply.tape(CURSOR);
            queries.run(request, () -> {
                openCursor(statement, reply.cursor(client.status()));
                done.run();
            });
        }
    }

    /** COM_STMT_FETCH. */
    void fetch(ByteBuf payload, Reply reply, Runnable done) {
        PreparedText statement = statement(payload);
        if (statement == null) {
            reply.error(client.failed(unknown(payload, "mysqld_stmt_fetch")));
            done.run();
            return;
        }
        Cursor cursor = statement.cursor();
        if (cursor == null) {
            String id = Integer.toUnsignedString(StmtExecute.statementId(payload));
            reply.error(client.failed(ErrPacket.of(1421, "HY000", "The statement (" + id + ") has no open cursor.")));
        } else if (!cursor.fetch(reply, Wire.readInt4(payload.skipBytes(5)), client.status())) {
            closeCursor(statement);
        }
        done.run();
    }

    private void openCursor(PreparedText statement, @Nullable Cursor cursor) {
        statement.cursor(cursor);
        cursorBytes += cursor == null ? 0 : cursor.bytes();
    }

    private void closeCursor(PreparedText statement) {
        Cursor open = statement.cursor();
        cursorBytes -= open == null ? 0 : open.bytes();
        statement.cursor(null);
    }

    void longData(ByteBuf payload, Runnable done) {
        PreparedText statement = statement(payload);
        if (statement != null) {
            longBytes -= statement.longBytes();
            statement.add(Commands.LongData.decode(payload), LONG_DATA - longBytes - statement.longBytes());
            longBytes += statement.longBytes();
        }
        done.run();
    }

    void close(ByteBuf payload, Runnable done) {
        PreparedText closed = statements.remove(StmtExecute.statementId(payload));
        if (closed != null) {
            characters -= closed.text().text().length();
            longBytes -= closed.longBytes();
            closeCursor(closed);
        }
        done.run();
    }

    void reset(ByteBuf payload, Reply reply, Runnable done) {
        PreparedText statement = statement(payload);
        if (statement == null) {
            reply.error(unknown(payload, "mysqld_stmt_reset"));
        } else {
            longBytes -= statement.longBytes();
            statement.reset();
            closeCursor(statement);
            reply.ok(OkPacket.of(client.status()));
        }
        done.run();
    }

    /** All of them are gone. */
    void forget() {
        statements.clear();
        characters = 0;
        longBytes = 0;
        cursorBytes = 0;
    }

    private @Nullable PreparedText statement(ByteBuf payload) {
        return statements.get(StmtExecute.statementId(payload));
    }

    private static ErrPacket unknown(ByteBuf payload, String where) {
        String id = Integer.toUnsignedString(StmtExecute.statementId(payload));
        return ErrPacket.of(1243, "HY000", "Unknown prepared statement handler (" + id + ") given to " + where);
    }
}

package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.ResultHead;
import io.sluice.proxy.backend.RowHandler;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ColumnType;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.TextRow;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.VariableChange;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.util.ArrayList;
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
            lease.connection().send(text(question), new Answers(lease));
        }
    }

    @Override
    public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
        then.accept(error);
    }

    private void remember(List<SqlValue> answers) {
        try {
            client.session().remember(change, answers);
        } catch (RoutingException refused) {
            then.accept(Errors.packet(refused));
            return;
        }
        then.accept(null);
    }

    /** The one row of values that only a server knows. */
    private final class Answers implements RowHandler {
        private final Lease lease;
        private final List<SqlValue> values = new ArrayList<>();
        private final Charset results;
        private List<ColumnDefinition> columns = List.of();

        Answers(Lease lease) {
            this.lease = lease;
            this.results = Leases.charset(lease.connection(), "character_set_results");
        }

        @Override
        public void columns(ResultHead head) {
            columns = head.definitions();
        }

        @Override
        public void row(ByteBuf row) {
            int[] offsets = new int[columns.size()];
            int[] lengths = new int[columns.size()];
            TextRow.scan(row, offsets, lengths, columns.size());
            for (int i = 0; i < lengths.length; i++) {
                byte[] bytes = new byte[Math.max(0, lengths[i])];
                row.getBytes(offsets[i], bytes);
                values.add(
                        lengths[i] < 0
                                ? new SqlValue.Null()
                                : value(columns.get(i), new String(bytes, results), bytes));
            }
        }

        @Override
        public void ok(OkPacket ok, boolean endOfRows, int sequence) {
            lease.release();
            remember(values);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            lease.release();
            then.accept(error);
        }

        @Override
        public void connectionLost(BackendException cause) {
            lease.release();
            then.accept(Errors.packet(lease.shard(), cause));
        }
    }

    private static SqlValue value(ColumnDefinition column, String text, byte[] bytes) {
        return switch (column.type()) {
            case ColumnType.TINY,
                    ColumnType.SHORT,
                    ColumnType.LONG,
                    ColumnType.INT24,
                    ColumnType.LONGLONG,
                    ColumnType.YEAR -> new SqlValue.Whole(new BigInteger(text));
            case ColumnType.DECIMAL, ColumnType.NEWDECIMAL -> new SqlValue.Decimal(new BigDecimal(text));
            case ColumnType.FLOAT, ColumnType.DOUBLE -> new SqlValue.Real(Double.parseDouble(text));
            default ->
                column.collation() == ColumnDefinition.BINARY ? new SqlValue.Bytes(bytes) : new SqlValue.Text(text);
        };
    }
}

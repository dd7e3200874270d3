package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.ForwardHandler;
import io.sluice.proxy.backend.PrepareHandler;
import io.sluice.proxy.backend.PreparedStatement;
import io.sluice.proxy.backend.ResponseHandler;
import io.sluice.proxy.protocol.BinaryValue;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.StmtExecute;
import io.sluice.routing.route.ShardStatement;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** How a part of a route goes to its backend. Immutable. */
public sealed interface Sending {
    /** Sends the part; its answer comes to {@code handler}. */
    void send(BackendConnection connection, ShardStatement part, ResponseHandler handler);

    /** In which its texts are written. */
    Charset charset();

    /** Whether rows come in the binary form. */
    boolean binary();

    /**
     * As COM_QUERY.
     *
     * @param charset in which the text was read from the client, and is written again
     */
    record Text(Charset charset) implements Sending {
        @Override
        public void send(BackendConnection connection, ShardStatement part, ResponseHandler handler) {
            connection.send(Commands.text(Command.QUERY, part.sql().getBytes(charset)), handler);
        }

        @Override
        public boolean binary() {
            return false;
        }
    }

    /**
     * Prepared on the connection (or found in its cache) and executed with the client's own values.
     *
     * @param charset in which the text is written
     * @param types as COM_STMT_EXECUTE gives them
     * @param values one for each {@code ?} of the client's text
     */
    record Bound(Charset charset, List<Integer> types, List<BinaryValue> values) implements Sending {
        public Bound {
            types = List.copyOf(types);
            values = List.copyOf(values);
        }

        @Override
        public void send(BackendConnection connection, ShardStatement part, ResponseHandler handler) {
            connection.prepare(part.sql(), charset, types, new PrepareHandler() {
                @Override
                public void prepared(PreparedStatement statement) {
                    connection.send(execute(statement.id(), part), handler);
                }

                @Override
                public void error(ErrPacket error, int sequence) {
                    handler.error(
                            error, handler instanceof ForwardHandler forward ? forward.firstSequence() : sequence);
                }

                @Override
                public void connectionLost(BackendException cause) {
                    handler.connectionLost(cause);
                }
            });
        }

        private StmtExecute execute(int id, ShardStatement part) {
            int[] parameters = part.parameters();
            List<Integer> partTypes = new ArrayList<>(parameters.length);
            List<BinaryValue> partValues = new ArrayList<>(parameters.length);
            for (int parameter : parameters) {
                if (parameter >= 0) {
                    partTypes.add(types.get(parameter));
                    partValues.add(values.get(parameter));
                } else {
                    BinaryValue made = ParameterValues.bound(part.extras().get(-1 - parameter));
                    partTypes.add(made.type() | (made.unsigned() ? StmtExecute.UNSIGNED : 0));
                    partValues.add(made);
                }
            }
            return new StmtExecute(id, 0, partTypes, partValues);
        }

        @Override
        public boolean binary() {
            return true;
        }
    }
}

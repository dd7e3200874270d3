package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.PrepareOk;
import io.sluice.proxy.protocol.ProtocolViolation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to COM_STMT_PREPARE: the ids, the parameters' definitions, the columns' definitions. */
final class PrepareExchange extends Exchange {
    private final PrepareHandler handler;
    private final boolean eofs;
    private final List<ColumnDefinition> parameters = new ArrayList<>();
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private @Nullable PrepareOk prepared;
    private int parametersLeft;
    private int columnsLeft;

    PrepareExchange(BackendConnection connection, PrepareHandler handler) {
        super(connection);
        this.handler = handler;
        this.eofs = !Capabilities.has(connection.capabilities(), Capabilities.DEPRECATE_EOF);
    }

    @Override
    ResponseHandler handler() {
        return handler;
    }

    @Override
    void packet(ByteBuf payload) {
        PrepareOk ok = prepared;
        if (ok == null) {
            ok = start(payload);
            if (ok == null) {
                return;
            }
        } else if (parametersLeft > 0) {
            parametersLeft--;
            definition(payload, parameters, ok.parameters());
        } else {
            columnsLeft--;
            definition(payload, columns, ok.columns());
        }
        if (parametersLeft == 0 && columnsLeft == 0) {
            connection.completed(this);
            handler.prepared(new PreparedStatement(ok.statementId(), parameters, columns, ok.warnings()));
        }
    }

    private @Nullable PrepareOk start(ByteBuf payload) {
        if (!payload.isReadable()) {
            throw ProtocolViolation.malformed();
        }
        if (payload.getUnsignedByte(payload.readerIndex()) == ErrPacket.HEADER) {
            ErrPacket error = ErrPacket.decode(payload);
            connection.completed(this);
            handler.error(error, 1);
            return null;
        }
        PrepareOk ok = PrepareOk.decode(payload);
        prepared = ok;
        parametersLeft = packets(ok.parameters());
        columnsLeft = packets(ok.columns());
        return ok;
    }

    private int packets(int definitions) {
        return definitions > 0 && eofs ? definitions + 1 : definitions;
    }

    private static void definition(ByteBuf payload, List<ColumnDefinition> into, int count) {
        // What comes beyond the count is the EOF.
        if (into.size() < count) {
            into.add(ColumnDefinition.decode(payload));
        }
    }

    @Override
    void release() {}
}

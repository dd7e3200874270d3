package io.sluice.proxy.exec;

import io.sluice.routing.Parameters;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;

/**
 * One statement of a client.
 *
 * @param text as it came, read
 * @param parameters the values of its {@code ?}
 * @param sending how its parts go to the backends
 * @param reply where its answer is written
 */
public record Request(Fingerprint text, Parameters parameters, Sending sending, Reply reply) {
    /** The value of slot {@code index} of the text: a literal or a {@code ?}. */
    SqlValue slot(int index) {
        int ordinal = text.parameterOrdinal(index);
        return ordinal < 0 ? text.value(index) : parameters.value(ordinal);
    }

    /** The value of a constant or slot; Unreadable for anything else. */
    SqlValue value(Operand operand) {
        if (operand instanceof Operand.Constant constant) {
            return constant.value();
        }
        return operand instanceof Operand.Slot slot ? slot(slot.index()) : new SqlValue.Unreadable();
    }
}

package io.sluice.routing.route;

import io.sluice.routing.Parameters;
import io.sluice.routing.keys.Operands;
import io.sluice.routing.keys.Surroundings;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.util.function.IntFunction;

/** The values of one execution: literals from the text, parameters from the client. */
final class Values implements IntFunction<SqlValue> {
    private final Fingerprint statement;
    private final Parameters parameters;
    private final Surroundings session;

    Values(Fingerprint statement, Parameters parameters, Surroundings session) {
        this.statement = statement;
        this.parameters = parameters;
        this.session = session;
    }

    /** What the session's settings say of them. */
    Surroundings session() {
        return session;
    }

    @Override
    public SqlValue apply(int slot) {
        int ordinal = statement.parameterOrdinal(slot);
        return ordinal < 0 ? statement.value(slot) : parameters.value(ordinal);
    }

    SqlValue of(Operand operand) {
        return operand instanceof Operand.Slot slot ? apply(slot.index()) : Operands.fold(operand, this);
    }
}

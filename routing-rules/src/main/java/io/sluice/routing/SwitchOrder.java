package io.sluice.routing;

import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import java.time.Duration;
import java.util.function.Function;

/**
 * SLUICE SWITCH PRIMARY with its values.
 *
 * @param shard name of the shard
 * @param server host and port of the replica that is to be its primary
 * @param patience how long it may take
 */
public record SwitchOrder(String shard, String server, Duration patience) {
    private static final Duration STANDARD = Duration.ofSeconds(10);
    private static final long LONGEST_SECONDS = 3600;

    /**
     * Reads the values.
     *
     * @param values of the statement's operands
     * @throws RoutingException WRONG_ARGUMENTS
     */
    public static SwitchOrder of(Statement.SwitchPrimary statement, Function<Operand, SqlValue> values) {
        Operand seconds = statement.seconds();
        Duration patience = STANDARD;
        if (seconds != null) {
            if (!(values.apply(seconds) instanceof SqlValue.Whole whole)
                    || whole.value().signum() < 0
                    || whole.value().bitLength() > 31) {
                throw RoutingError.WRONG_ARGUMENTS.with("TIMEOUT");
            }
            patience =
                    Duration.ofSeconds(Math.min(LONGEST_SECONDS, whole.value().longValue()));
        }
        if (!(values.apply(statement.target()) instanceof SqlValue.Text text)) {
            throw RoutingError.WRONG_ARGUMENTS.with("SWITCH PRIMARY");
        }
        return new SwitchOrder(statement.shard(), text.value(), patience);
    }
}

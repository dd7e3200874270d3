package io.sluice.jdbc.exec;

import io.sluice.routing.Parameters;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.VariableChange;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SET: a backend judges the values, then the session remembers them. Confined to its session's thread. */
final class SessionChanges {
    private final Session session;
    private final ShardLeases leases;
    private final Transactions transactions;

    SessionChanges(Session session, ShardLeases leases, Transactions transactions) {
        this.session = session;
        this.leases = leases;
        this.transactions = transactions;
    }

    void set(Plan.ChangeSession plan, Fingerprint fingerprint, Param[] params) throws SQLException {
        Parameters values = params.length == 0 ? Parameters.NONE : ordinal -> params[ordinal].value();
        VariableChange change = session.change(fingerprint, values);
        List<SqlValue> answers = change.check() == null && change.question() == null ? List.of() : judged(change);
        if (change.commits()) {
            transactions.commit();
        }
        session.remember(change, answers);
    }

    private List<SqlValue> judged(VariableChange change) throws SQLException {
        String shard = session.cluster().defaultShard().name();
        try (Lease lease = leases.take(shard, new Placement(true, Placement.Reason.SIDE_EFFECT))) {
            // INVARIANT: its variables are no image's any more; nobody may inherit this connection as it is.
            lease.soil();
            if (change.check() != null) {
                lease.run(change.check());
            }
            return change.question() == null ? List.of() : answers(lease, change.question());
        }
    }

    private static List<SqlValue> answers(Lease lease, String question) throws SQLException {
        List<SqlValue> answers = new ArrayList<>();
        try (Statement statement = lease.raw().createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                answers.add(value(rows.getObject(i)));
            }
        }
        return answers;
    }

    private static SqlValue value(@Nullable Object object) {
        if (object instanceof BigDecimal decimal) {
            return new SqlValue.Decimal(decimal);
        }
        return SqlValues.of(object);
    }
}

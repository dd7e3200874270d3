package io.sluice.proxy.exec;

import io.sluice.proxy.backend.PreparedStatement;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What COM_STMT_PREPARE answers: only a server knows the types of columns. */
public final class Describing {
    private Describing() {}

    /**
     * Parameters and columns of a statement.
     *
     * @param parameters one for each {@code ?} of the client's text
     * @param columns of the result, empty where there is none
     */
    public record Described(List<ColumnDefinition> parameters, List<ColumnDefinition> columns, int warnings) {}

    /** Asks a server where shards do the statement; answers at once where it is done here. */
    public static void start(
            Client client,
            Plan plan,
            Fingerprint text,
            Charset charset,
            Consumer<Described> then,
            Consumer<ErrPacket> failed) {
        try {
            if (plan instanceof Plan.OnShards onShards) {
                ask(client, onShards, text, charset, then, failed);
            } else if (plan instanceof Plan.Refused refused) {
                refuse(client, refused, text, charset, failed);
            } else if (plan instanceof Plan.OfName) {
                failed.accept(Errors.packet(RoutingError.NOT_PREPARABLE.with()));
            } else if (plan instanceof Plan.Local local && !(local.statement() instanceof Statement.Kill)) {
                Request request = new Request(
                        text,
                        ordinal -> new SqlValue.Unreadable(),
                        new Sending.Text(client.session().clientCharset()),
                        new Reply(client.channel(), client.capabilities(), 0));
                LocalAnswer answer = local.statement() instanceof Statement.ExplainRoute
                        ? Local.ROUTE
                        : Local.answer(client, local.statement(), request);
                then.accept(new Described(parameters(text), Local.columns(answer), 0));
            } else {
                then.accept(new Described(parameters(text), List.of(), 0));
            }
        } catch (RoutingException refused) {
            failed.accept(Errors.packet(refused));
        }
    }

    private static void ask(
            Client client,
            Plan.OnShards plan,
            Fingerprint text,
            Charset charset,
            Consumer<Described> then,
            Consumer<ErrPacket> failed) {
        Route.Gathered gathered = Statements.gatheredSample(plan, text, client.session());
        ShardStatement sample = gathered == null ? Statements.sample(plan, text, client.session()) : gathered.answer();
        LogicalNames names = LogicalNames.of(client.session().cluster(), sample);
        Consumer<PreparedStatement> described = prepared -> then.accept(described(prepared, text, names));
        Consumer<ErrPacket> refused = error -> failed.accept(Renamed.error(error, names));
        if (gathered == null) {
            Asking.prepare(client, sample.shard(), sample.sql(), charset, described, refused);
        } else {
            Asking.prepare(client, gathered, charset, described, refused);
        }
    }

    private static Described described(PreparedStatement prepared, Fingerprint text, @Nullable LogicalNames names) {
        boolean all = prepared.parameters().size() == text.parameterCount();
        return new Described(
                all ? prepared.parameters() : parameters(text),
                Renamed.columns(prepared.columns(), names),
                prepared.warnings());
    }

    private static void refuse(
            Client client, Plan.Refused refused, Fingerprint text, Charset charset, Consumer<ErrPacket> failed) {
        ErrPacket ours = Errors.packet(refused.error(), refused.message());
        if (refused.perhapsSyntax()) {
            Asking.syntax(client, text.text(), charset, theirs -> failed.accept(theirs == null ? ours : theirs));
        } else {
            failed.accept(ours);
        }
    }

    private static List<ColumnDefinition> parameters(Fingerprint text) {
        return Collections.nCopies(text.parameterCount(), ColumnDefinition.text("?"));
    }
}

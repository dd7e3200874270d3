package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.merge.ComputedRow;
import io.sluice.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements that are answered here, as any result set. */
final class Local {
    /** The columns of EXPLAIN ROUTE. */
    static final LocalAnswer ROUTE = LocalAnswer.lines("route", List.of());

    /** Those of SLUICE SWITCH PRIMARY. */
    private static final LocalAnswer SWITCH = LocalAnswer.lines("switch", List.of());

    private Local() {}

    static void run(Client client, Statement statement, Request request, Runnable done) {
        if (statement instanceof Statement.Show show && client.shows().columns(show.what()) != null) {
            client.shows().show(show.what(), client, answer -> write(client, statement, request, answer, done));
        } else if (statement instanceof Statement.ExplainRoute) {
            explain(client, statement, request, done);
        } else {
            write(client, statement, request, answer(client, statement, request), done);
        }
    }

    /** It plans anew, which takes too long for an event loop. */
    private static void explain(Client client, Statement statement, Request request, Runnable done) {
        client.deciding().away(client, () -> answer(client, statement, request), new Deciding.Then<>() {
            @Override
            public void decided(LocalAnswer answer) {
                write(client, statement, request, answer, done);
            }

            @Override
            public void failed(RoutingException failure) {
                request.reply().error(client.failed(Errors.packet(failure)));
                done.run();
            }
        });
    }

    static void write(Client client, Statement statement, Request request, LocalAnswer answer, Runnable done) {
        Reply reply = request.reply();
        List<ColumnDefinition> columns = columns(answer);
        RowForm form = new RowForm(columns, request.sending().binary(), columns.size(), client.mariaDb());
        reply.columns(columns, client.status());
        for (ComputedRow row : answer.rows()) {
            reply.packet((out, ignored) -> form.write(out, row));
        }
        reply.end(OkPacket.of(client.status()));
        if (!(statement instanceof Statement.Show show)) {
            client.session().diagnostics().selected(answer.rows().size());
        } else if (show.what().startsWith("COUNT ")) {
            client.session().diagnostics().selected(1, true); // to a server it is SELECT @@warning_count
        } else if (!client.mariaDb()
                && (show.what().equals("WARNINGS") || show.what().equals("ERRORS"))) {
            client.session().diagnostics().shown();
        }
        done.run();
    }

    /** The answer; of what {@link Shows} answers the columns alone. */
    static LocalAnswer answer(Client client, Statement statement, Request request) {
        if (statement instanceof Statement.ExplainRoute explain) {
            return LocalAnswer.lines(
                    "route", Statements.explain(explain, request.text(), request.parameters(), client.session()));
        }
        if (statement instanceof Statement.SwitchPrimary) {
            return SWITCH; // what a PREPARE is told: it is carried out elsewhere
        }
        if (statement instanceof Statement.Show show) {
            List<LocalAnswer.Heading> columns = client.shows().columns(show.what());
            if (columns != null) {
                return new LocalAnswer(columns, List.of());
            }
        }
        return LocalAnswer.of(statement, client.session(), client.health());
    }

    /** The columns as the protocol describes them. */
    static List<ColumnDefinition> columns(LocalAnswer answer) {
        List<ColumnDefinition> columns = new ArrayList<>(answer.columns().size());
        for (LocalAnswer.Heading heading : answer.columns()) {
            var meta = heading.meta();
            columns.add(new ColumnDefinition(
                    "",
                    "",
                    "",
                    heading.name(),
                    "",
                    meta.charset(),
                    heading.length(),
                    meta.type(),
                    meta.flags(),
                    meta.decimals()));
        }
        return columns;
    }
}

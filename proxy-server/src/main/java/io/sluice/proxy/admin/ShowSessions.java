package io.sluice.proxy.admin;

import io.netty.channel.EventLoop;
import io.sluice.proxy.exec.Client;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.LocalAnswer.Heading;
import io.sluice.routing.merge.ComputedRow;
import io.sluice.routing.rights.Privilege;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** SHOW SLUICE SESSIONS: the clients that are logged in; without PROCESS those of one's own user, as in SHOW PROCESSLIST. */
final class ShowSessions implements Command {
    private static final List<Heading> COLUMNS = List.of(
            Heading.number("Id"),
            Heading.text("User", 80),
            Heading.text("Host", 255),
            Heading.text("Db", 64),
            Heading.text("State", 8),
            Heading.number("Seconds"),
            Heading.text("Transaction", 3),
            Heading.text("Pinned", 512),
            Heading.text("Shards", 512),
            Heading.text("Statement", 4096));

    private final Supplier<Map<EventLoop, Callable<List<SessionReading>>>> sessions;

    ShowSessions(Supplier<Map<EventLoop, Callable<List<SessionReading>>>> sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Heading> columns() {
        return COLUMNS;
    }

    @Override
    public void run(Client asking, Consumer<LocalAnswer> then) {
        boolean all = asking.rights().holds(Privilege.PROCESS);
        String user = asking.session().user();
        Loops.ask(sessions.get(), asking.channel().eventLoop(), readings -> {
            List<ComputedRow> rows = readings.stream()
                    .filter(each -> all || each.user().equals(user))
                    .sorted(Comparator.comparingLong(SessionReading::id))
                    .map(ShowSessions::row)
                    .toList();
            then.accept(new LocalAnswer(COLUMNS, rows));
        });
    }

    private static ComputedRow row(SessionReading session) {
        return LocalAnswer.row(
                session.id(),
                session.user(),
                session.host(),
                session.schema(),
                session.busy() ? "Query" : "Sleep",
                session.seconds(),
                session.transaction() ? "yes" : "no",
                session.holds(),
                String.join(", ", session.shards()),
                session.statement());
    }
}

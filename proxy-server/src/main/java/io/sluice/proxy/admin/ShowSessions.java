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
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * SHOW SLUICE SESSIONS and SHOW PROCESSLIST: the clients that are logged in, by the numbers that KILL takes; without PROCESS those of
 * one's own user. What runs is shown without its literals.
 */
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
    private final List<Heading> columns;
    private final Function<SessionReading, ComputedRow> row;

    private ShowSessions(
            Supplier<Map<EventLoop, Callable<List<SessionReading>>>> sessions,
            List<Heading> columns,
            Function<SessionReading, ComputedRow> row) {
        this.sessions = sessions;
        this.columns = columns;
        this.row = row;
    }

    /** SHOW SLUICE SESSIONS. */
    static ShowSessions ofSluice(Supplier<Map<EventLoop, Callable<List<SessionReading>>>> sessions) {
        return new ShowSessions(sessions, COLUMNS, ShowSessions::row);
    }

    /** SHOW PROCESSLIST, in a server's columns. */
    static ShowSessions processes(Supplier<Map<EventLoop, Callable<List<SessionReading>>>> sessions) {
        return new ShowSessions(sessions, LocalAnswer.PROCESSES, ShowSessions::process);
    }

    @Override
    public List<Heading> columns() {
        return columns;
    }

    @Override
    public void run(Client asking, Consumer<LocalAnswer> then) {
        boolean all = asking.rights().holds(Privilege.PROCESS);
        String user = asking.session().user();
        Loops.ask(sessions.get(), asking.channel().eventLoop(), readings -> {
            List<ComputedRow> rows = readings.stream()
                    .filter(each -> all || each.user().equals(user))
                    .sorted(Comparator.comparingLong(SessionReading::id))
                    .map(row)
                    .toList();
            then.accept(new LocalAnswer(columns, rows));
        });
    }

    private static ComputedRow row(SessionReading session) {
        return LocalAnswer.row(
                session.id(),
                session.user(),
                session.host(),
                session.schema(),
                command(session),
                session.seconds(),
                session.transaction() ? "yes" : "no",
                session.holds(),
                String.join(", ", session.shards()),
                session.statement());
    }

    private static ComputedRow process(SessionReading session) {
        return LocalAnswer.row(
                session.id(),
                session.user(),
                session.host(),
                session.schema(),
                command(session),
                session.seconds(),
                "",
                session.statement());
    }

    private static String command(SessionReading session) {
        return session.busy() ? "Query" : "Sleep";
    }
}

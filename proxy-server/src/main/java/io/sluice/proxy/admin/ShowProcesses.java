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

/**
 * SHOW PROCESSLIST: the proxy's clients, by the numbers that KILL takes; without PROCESS those of one's own user. What runs is shown
 * without its literals.
 */
final class ShowProcesses implements Command {
    private final Supplier<Map<EventLoop, Callable<List<SessionReading>>>> sessions;

    ShowProcesses(Supplier<Map<EventLoop, Callable<List<SessionReading>>>> sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Heading> columns() {
        return LocalAnswer.PROCESSES;
    }

    @Override
    public void run(Client asking, Consumer<LocalAnswer> then) {
        boolean all = asking.rights().holds(Privilege.PROCESS);
        String user = asking.session().user();
        Loops.ask(sessions.get(), asking.channel().eventLoop(), readings -> {
            List<ComputedRow> rows = readings.stream()
                    .filter(each -> all || each.user().equals(user))
                    .sorted(Comparator.comparingLong(SessionReading::id))
                    .map(ShowProcesses::row)
                    .toList();
            then.accept(new LocalAnswer(LocalAnswer.PROCESSES, rows));
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
                "",
                session.statement());
    }
}

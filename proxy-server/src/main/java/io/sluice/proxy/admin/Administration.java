package io.sluice.proxy.admin;

import io.netty.channel.EventLoop;
import io.sluice.proxy.exec.Backends;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Shows;
import io.sluice.routing.LocalAnswer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The statements of this package by their words. Safe for use by many threads. */
public final class Administration implements Shows {
    private final Map<String, Command> commands;

    /**
     * @param backends the pools of each loop
     * @param sessions how the clients of each loop are asked
     */
    public Administration(
            Map<EventLoop, Backends> backends, Supplier<Map<EventLoop, Callable<List<SessionReading>>>> sessions) {
        commands = Map.of(
                "SLUICE SERVERS", new ShowServers(backends),
                "SLUICE POOLS", new ShowPools(backends),
                "SLUICE SESSIONS", ShowSessions.ofSluice(sessions),
                "SLUICE PLANS", new ShowPlans(),
                "PROCESSLIST", ShowSessions.processes(sessions));
    }

    @Override
    public @Nullable List<LocalAnswer.Heading> columns(String what) {
        Command command = commands.get(what);
        return command == null ? null : command.columns();
    }

    @Override
    public void show(String what, Client asking, Consumer<LocalAnswer> then) {
        Command command = commands.get(what);
        if (command == null) {
            throw new IllegalStateException(what);
        }
        command.run(asking, then);
    }
}

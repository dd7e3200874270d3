package io.sluice.it.servers;

import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the servers of a JVM at the first class that asks, heals them after each test, and leaves them to the next class. They
 * end with the JVM: where tests run in several JVMs, each class is a run of its own to JUnit, whose store would end them before.
 */
final class ServersExtension implements BeforeAllCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ServersExtension.class);
    private static final String SET = "set";
    private static final String SERVERS = "servers";

    private static @Nullable ServerSet ofThisJvm;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getStore(NAMESPACE).get(SERVERS) != null) {
            return; // a nested class uses what its outer class has
        }
        Class<?> test = context.getRequiredTestClass();
        WithServers wish = test.getAnnotation(WithServers.class);
        Store ofClass = context.getStore(NAMESPACE);
        // The store closes what it holds: a class's own set after the class.
        ServerSet set = wish != null && wish.own()
                ? ofClass.computeIfAbsent(SET, key -> startSet(), ServerSet.class)
                : ofThisJvm();
        String schema = test.getSimpleName().toLowerCase(Locale.ROOT) + "_"
                + UUID.randomUUID().toString().substring(0, 6);
        TestServers servers = new TestServers(set, schema);
        servers.freshSchema();
        ofClass.put(SERVERS, new Lease(servers));
    }

    private static synchronized ServerSet ofThisJvm() {
        ServerSet set = ofThisJvm;
        if (set == null) {
            set = startSet();
            set.beforeEnd(set::close);
            ofThisJvm = set;
        }
        return set;
    }

    private static ServerSet startSet() {
        return ServerSet.start(
                ServerLayout.shards(2, 1).with("plain"),
                ServerSettings.standard(),
                new Progress(line -> System.out.println("[servers] " + line)));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        servers(context).set().heal();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return servers(context);
    }

    private static TestServers servers(ExtensionContext context) {
        Lease lease = context.getStore(NAMESPACE).get(SERVERS, Lease.class);
        if (lease == null) {
            throw new IllegalStateException("the servers were not started");
        }
        return lease.servers();
    }

    /** Closed by the store after the class, before the servers are. */
    private record Lease(TestServers servers) implements AutoCloseable {
        @Override
        public void close() {
            servers.dropSchema();
        }
    }
}

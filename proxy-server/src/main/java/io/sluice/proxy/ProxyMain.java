package io.sluice.proxy;

import io.netty.util.ResourceLeakDetector;
import io.sluice.routing.config.ConfigError;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: {@code sluice-proxy --config cluster.yaml}. */
@Command(
        name = "sluice-proxy",
        description = "Speaks the MySQL protocol to applications and spreads their statements over shards.",
        mixinStandardHelpOptions = true,
        version = "sluice-proxy 0.1.0-SNAPSHOT")
public final class ProxyMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyMain.class);

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "the cluster file; the rules file is named in it")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path config;

    private ProxyMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ProxyMain()).execute(arguments));
    }

    /** SIGTERM is how it is meant to end, which is no failure. */
    private static void end(ProxyServer server) {
        try {
            server.drain();
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        withoutLeakDetection();
        try {
            ProxyServer server = ProxyServer.start(config);
            CountDownLatch forever = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "shutdown"));
            forever.await();
            return 0;
        } catch (ConfigError | IllegalStateException wrong) {
            LOG.error("{}", wrong.getMessage());
            return 1;
        }
    }

    /** Netty's sampling makes a stack trace of every 128th buffer; tests look at each. Its own system property asks for it here. */
    private static void withoutLeakDetection() {
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }
}

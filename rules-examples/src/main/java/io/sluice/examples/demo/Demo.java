package io.sluice.examples.demo;

import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.ServerTrouble;
import io.sluice.routing.config.ConfigError;
import io.sluice.routing.rules.RulesError;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the shop on two shards behind a proxy, says how to try it, and stays until it is ended with Ctrl-C.
 *
 * <p>{@code -Dsluice.demo.port} is the proxy's port (3307), {@code -Dsluice.servers=mysql} runs MySQL in place of MariaDB.
 */
public final class Demo {
    static final String PORT = "sluice.demo.port";

    private static final PrintStream OUT = System.out;

    private Demo() {}

    /** Ends with exit code 1 and one sentence on the error output when something is missing or taken. */
    public static void main(String[] arguments) throws InterruptedException {
        // Before anything logs: a newcomer wants to see the demo's own lines only.
        System.setProperty("logback.configurationFile", "io/sluice/examples/demo/logback.xml");
        CountDownLatch forever = new CountDownLatch(1);
        try {
            DemoShop shop = DemoShop.start(Integer.getInteger(PORT, 3307), new Progress(Demo::tell));
            shop.beforeEnd(Demo::sayGoodbye);
            OUT.println(Welcome.text(shop));
            OUT.flush();
        } catch (ServerTrouble | ConfigError | RulesError | IllegalStateException e) {
            fail(String.valueOf(e.getMessage()));
        }
        forever.await();
    }

    private static void tell(String line) {
        OUT.println("  - " + line);
        OUT.flush();
    }

    private static void sayGoodbye() {
        OUT.println();
        OUT.println("The demo ends; its servers and their data go with it.");
        OUT.flush();
    }

    private static void fail(String sentence) {
        System.err.println();
        System.err.println("The demo cannot run: " + sentence);
        System.err.flush();
        System.exit(1);
    }
}

package io.sluice.examples.demo;

import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerTrouble;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The shop example's files in a folder of their own, with the addresses and passwords of this run, so that a user may
 * edit the rules while the demo runs and see the change taken.
 */
record ShopFiles(Path folder, String schema) {
    private static final List<String> PORTS = List.of("33061", "33062", "33063", "33064");

    /** Writes {@code cluster.yaml} and {@code rules.groovy} into a new temporary folder. */
    static ShopFiles write(ServerSet servers, int proxyPort) {
        try {
            ShopFiles files = new ShopFiles(Files.createTempDirectory("sluice-demo-"), resource("schema.sql"));
            Files.writeString(files.clusterFile(), cluster(servers, proxyPort));
            Files.writeString(files.folder.resolve("rules.groovy"), resource("rules.groovy"));
            return files;
        } catch (IOException e) {
            throw new ServerTrouble("the demo's files could not be written: " + e.getMessage(), e);
        }
    }

    private static String cluster(ServerSet servers, int proxyPort) throws IOException {
        String text = resource("cluster.yaml");
        List<RunningServer> all = servers.servers();
        for (int i = 0; i < PORTS.size(); i++) {
            text = replace(
                    text, "127.0.0.1:" + PORTS.get(i), all.get(i).address().toString());
        }
        RunningServer any = all.get(0);
        text = replace(text, "user: sluice,", "user: " + any.user() + ",");
        text = replace(text, "${SLUICE_DB_PASSWORD}", any.password());
        text = replace(text, "${SHOP_PASSWORD}", DemoShop.PASSWORD);
        return replace(text, "127.0.0.1:3307", "127.0.0.1:" + proxyPort);
    }

    /** Fails where the example changed and the demo was forgotten. */
    private static String replace(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new IllegalStateException("the shop's cluster.yaml no longer says " + from);
        }
        return text.replace(from, to);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ShopFiles.class.getResourceAsStream("/shop/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("/shop/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Path clusterFile() {
        return folder.resolve("cluster.yaml");
    }

    /** Removes the files; others that a user put there stay. */
    void remove() {
        try {
            Files.deleteIfExists(clusterFile());
            Files.deleteIfExists(folder.resolve("rules.groovy"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            System.err.println(folder + " could not be removed: " + e.getMessage());
        }
    }
}

package io.sluice.it.servers;

import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerProvider;
import io.sluice.examples.servers.ServerSpec;
import io.sluice.examples.servers.ServerTrouble;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/**
 * Servers in containers, chosen by {@code -Dsluice.servers=testcontainers} when a Docker engine answers; the image is
 * named by {@code -Dsluice.servers.image}, for instance {@code mariadb:11.4.5}.
 */
public final class Testcontainers implements ServerProvider {
    private static final String IMAGE = "sluice.servers.image";

    private @Nullable Network network;
    private String subnet = "";

    @Override
    public String name() {
        return "testcontainers";
    }

    @Override
    public synchronized void prepare(Progress progress) {
        if (network != null) {
            return;
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new ServerTrouble("No Docker engine answers; choose other servers with -D" + PROPERTY + ".");
        }
        progress.say("using the image " + image());
        // Fixed addresses, not names: a replica finds its primary after a restart, also where the engine resolves no
        // names.
        subnet = "10." + ThreadLocalRandom.current().nextInt(100, 250) + "."
                + ThreadLocalRandom.current().nextInt(1, 250) + ".";
        network = Network.builder()
                .createNetworkCmdModifier(create -> create.withIpam(new com.github.dockerjava.api.model.Network.Ipam()
                        .withConfig(
                                new com.github.dockerjava.api.model.Network.Ipam.Config().withSubnet(subnet + "0/24"))))
                .build();
    }

    @Override
    public RunningServer start(ServerSpec spec) {
        prepare(Progress.silent());
        Flavour flavour = image().contains("mariadb") ? Flavour.MARIADB : Flavour.MYSQL;
        Network shared = sharedNetwork();
        ContainerServer.Place place = new ContainerServer.Place(shared, subnet + (10 + spec.serverId()));
        return ContainerServer.start(image(), flavour, spec, place, options(flavour, spec));
    }

    private synchronized Network sharedNetwork() {
        Network shared = network;
        if (shared == null) {
            throw new IllegalStateException("not prepared");
        }
        return shared;
    }

    private static String image() {
        return System.getProperty(IMAGE, "mysql:8.0.31");
    }

    private static List<String> options(Flavour flavour, ServerSpec spec) {
        List<String> options = new ArrayList<>(List.of(
                "--server-id=" + spec.serverId(),
                "--log-bin=binlog",
                "--log-slave-updates",
                "--binlog-format=ROW",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--innodb-buffer-pool-size=32M",
                "--innodb-flush-log-at-trx-commit=" + (spec.settings().durable() ? 1 : 2),
                "--max-connections=400"));
        if (flavour == Flavour.MARIADB) {
            options.addAll(List.of("--gtid-strict-mode=ON", "--skip-ssl", "--collation-server=utf8mb4_general_ci"));
        } else {
            options.addAll(List.of("--gtid-mode=ON", "--enforce-gtid-consistency=ON"));
        }
        if (spec.readOnly()) {
            options.add("--read-only=1");
        }
        options.addAll(spec.settings().options());
        return options;
    }
}

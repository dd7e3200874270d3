package io.sluice.it.servers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.PortBinding;
import io.sluice.examples.servers.Address;
import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.Ports;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerSpec;
import io.sluice.examples.servers.ServerTrouble;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** A server in a container. Its port on this machine is bound firmly, so that it is the same after a restart. */
final class ContainerServer implements RunningServer {
    private static final int INSIDE = 3306;
    private static final long READY_SECONDS = 180;

    /** Where the container lives: its network, and its fixed address in it. */
    record Place(Network network, String ip) {}

    private final GenericContainer<?> container;
    private final Place place;
    private final ServerSpec spec;
    private final Flavour flavour;
    private final int port;
    private final String version;

    private ContainerServer(GenericContainer<?> container, Place place, ServerSpec spec, Flavour flavour, int port) {
        this.container = container;
        this.place = place;
        this.spec = spec;
        this.flavour = flavour;
        this.port = port;
        this.version = awaitVersion();
        // What the image did at its first start must not count as history that a replica has and its primary has not.
        run("", "RESET MASTER");
    }

    @SuppressWarnings("resource") // it lives until close()
    static ContainerServer start(String image, Flavour flavour, ServerSpec spec, Place place, List<String> options) {
        int port = Ports.forSpec(spec);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(place.network())
                .withExposedPorts(INSIDE)
                .withEnv("MYSQL_ROOT_PASSWORD", spec.settings().password())
                .withEnv("MARIADB_ROOT_PASSWORD", spec.settings().password())
                .withEnv("MYSQL_INITDB_SKIP_TZINFO", "1")
                .withEnv("MARIADB_INITDB_SKIP_TZINFO", "1")
                .withCopyToContainer(
                        Transferable.of(flavour.accountsSql(spec)), "/docker-entrypoint-initdb.d/accounts.sql")
                .withCreateContainerCmdModifier(create -> place(create, place, port))
                .withCommand(options.toArray(String[]::new));
        container.start();
        return new ContainerServer(container, place, spec, flavour, port);
    }

    private static void place(CreateContainerCmd create, Place place, int port) {
        create.withIpv4Address(place.ip());
        Objects.requireNonNull(create.getHostConfig())
                .withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + INSIDE));
    }

    private String awaitVersion() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (true) {
            try (Connection connection = connectAsAdmin();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
                rows.next();
                return String.valueOf(rows.getString(1));
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new ServerTrouble(name() + " does not answer: " + e.getMessage(), e);
                }
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerTrouble("Waiting for a server was interrupted.", e);
        }
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    private ContainerState state() {
        return docker().inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    @Override
    public void start() {
        if (!running()) {
            docker().startContainerCmd(container.getContainerId()).exec();
            awaitVersion();
        }
    }

    @Override
    public void stop() {
        resume();
        if (running()) {
            docker().stopContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void kill() {
        resume();
        if (running()) {
            docker().killContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void pause() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void resume() {
        if (Boolean.TRUE.equals(state().getPaused())) {
            docker().unpauseContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public boolean running() {
        return container.getContainerId() != null && Boolean.TRUE.equals(state().getRunning());
    }

    @Override
    public void close() {
        container.stop();
    }

    @Override
    public ServerSpec spec() {
        return spec;
    }

    @Override
    public Address address() {
        return new Address(container.getHost(), port);
    }

    @Override
    public Address peerAddress() {
        return new Address(place.ip(), INSIDE);
    }

    @Override
    public Flavour flavour() {
        return flavour;
    }

    @Override
    public String version() {
        return version;
    }
}

package io.sluice.examples.servers;

import java.util.ServiceLoader;

/**
 * A way to come by running servers. Implementers are found by {@link ServiceLoader} and chosen by {@link #name()} with
 * the system property {@value #PROPERTY}.
 *
 * <p>Safe for use by several threads: the servers of a set are started at the same time.
 */
public interface ServerProvider {
    /** The property that chooses: {@code mariadb} (the default), {@code mysql}, {@code testcontainers}, {@code own}. */
    String PROPERTY = "sluice.servers";

    /** The word that chooses this provider. */
    String name();

    /** Work that is done once before servers start (unpacking, asking for a Docker engine). Repeating it is harmless. */
    void prepare(Progress progress);

    /**
     * Starts a server and waits until it answers.
     *
     * @throws ServerTrouble with a sentence that says what is missing
     */
    RunningServer start(ServerSpec spec);

    /** The provider that the system property names. */
    static ServerProvider chosen() {
        return named(System.getProperty(PROPERTY, "mariadb"));
    }

    /** @throws ServerTrouble when there is none of that name on the class path */
    static ServerProvider named(String name) {
        for (ServerProvider provider : ServiceLoader.load(ServerProvider.class)) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        throw new ServerTrouble("There are no servers called '" + name + "' here: -D" + PROPERTY
                + " takes mariadb, mysql, own and, in the integration tests, testcontainers.");
    }
}

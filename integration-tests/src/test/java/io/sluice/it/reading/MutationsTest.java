package io.sluice.it.reading;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A slice of the mutants. The whole million:
 *
 * <pre>
 * mvn -Dfast -pl integration-tests -am test -Dtest=MutationsTest -Dsurefire.failIfNoSpecifiedTests=false -Dreading.mutations=1000000
 * </pre>
 *
 * {@code -Dreading.from} begins elsewhere, {@code -Dreading.salt} makes others of the same numbers, {@code -Dreading.door=DRIVER}
 * goes through the driver alone.
 */
@WithServers
class MutationsTest {
    private static final long COUNT = Long.getLong("reading.mutations", 24_000);
    private static final long FROM = Long.getLong("reading.from", 0);
    private static final long SALT = Long.getLong("reading.salt", 1);
    private static final int THREADS = Integer.getInteger("reading.threads", 3);

    /** All doors, or the one that {@code -Dreading.door=DRIVER} names; a door of several gets its share of the mutants. */
    static List<World.Doorway> doors() {
        String name = System.getProperty("reading.door", "");
        return name.isEmpty() ? List.of(World.Doorway.values()) : List.of(World.Doorway.valueOf(name));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void mutantsTouchTheSameRows(World.Doorway door, TestServers servers) {
        long count = doors().size() == 1 || door == World.Doorway.PROXY ? COUNT : COUNT / 6;
        try (World world = World.start(servers)) {
            Campaign campaign = new Campaign(world, door, SALT);
            long start = System.nanoTime();
            campaign.run(FROM, count, THREADS);
            System.out.println("[reading] " + count + " mutants through the " + door + " in "
                    + (System.nanoTime() - start) / 1_000_000_000 + " s on " + servers.flavour() + ": "
                    + campaign.report());
            assertTrue(
                    campaign.differences().isEmpty(),
                    () -> campaign.differences().size() + " differences:\n"
                            + String.join("\n", campaign.differences()));
            // A proxy that refuses, or mutants that all fail, would prove nothing.
            assertTrue(campaign.count(Judge.Finding.SAME) > count / 5, campaign::report);
            assertTrue(campaign.count(Judge.Finding.REFUSED) < count / 20, campaign::report);
        }
    }
}

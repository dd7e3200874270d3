package io.sluice.it.reading;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import org.junit.jupiter.api.Test;

/**
 * A slice of the mutants. The whole million:
 *
 * <pre>
 * mvn -Dfast -pl integration-tests -am test -Dtest=MutationsTest -Dsurefire.failIfNoSpecifiedTests=false -Dreading.mutations=1000000
 * </pre>
 *
 * {@code -Dreading.from} begins elsewhere, {@code -Dreading.salt} makes others of the same numbers.
 */
@WithServers
class MutationsTest {
    private static final long COUNT = Long.getLong("reading.mutations", 24_000);
    private static final long FROM = Long.getLong("reading.from", 0);
    private static final long SALT = Long.getLong("reading.salt", 1);
    private static final int THREADS = Integer.getInteger("reading.threads", 3);

    @Test
    void mutantsTouchTheSameRows(TestServers servers) {
        try (World world = World.start(servers)) {
            Campaign campaign = new Campaign(world, SALT);
            long start = System.nanoTime();
            campaign.run(FROM, COUNT, THREADS);
            System.out.println("[reading] " + COUNT + " mutants in " + (System.nanoTime() - start) / 1_000_000_000
                    + " s on " + servers.flavour() + ": " + campaign.report());
            assertTrue(
                    campaign.differences().isEmpty(),
                    () -> campaign.differences().size() + " differences:\n"
                            + String.join("\n", campaign.differences()));
            // A proxy that refuses, or mutants that all fail, would prove nothing.
            assertTrue(campaign.count(Judge.Finding.SAME) > COUNT / 5, campaign::report);
            assertTrue(campaign.count(Judge.Finding.REFUSED) < COUNT / 20, campaign::report);
        }
    }
}

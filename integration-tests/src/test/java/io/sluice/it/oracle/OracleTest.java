package io.sluice.it.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Flavour;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A slice of the oracle runs with the other tests; {@code -Doracle.seconds=3600 -Doracle.seed=7} runs it for an hour from that
 * world on, {@code -Doracle.seed=7 -Doracle.statement=12} asks one statement again. Scripts of what differs are in
 * {@code target/oracle}.
 */
@WithServers
class OracleTest {
    private static final boolean TIMED = System.getProperty("oracle.seconds") != null;
    private static final int SECONDS = Integer.getInteger("oracle.seconds", 600);
    /** So many worlds are one slice, however fast the machine is. */
    private static final int WORLDS = Integer.getInteger("oracle.worlds", TIMED ? Integer.MAX_VALUE : 12);

    private static final long SEED = Long.getLong("oracle.seed", 20_261_122);
    private static final int STATEMENT = Integer.getInteger("oracle.statement", -1);
    private static final int ENOUGH = Integer.getInteger("oracle.differences", 25);

    @Test
    void answersAreThoseOfOneServer(TestServers servers) throws SQLException, IOException {
        List<String> collations = servers.flavour() == Flavour.MARIADB
                ? List.of("utf8mb4_general_ci", "utf8mb4_general_ci", "utf8mb4_unicode_ci", "utf8mb4_uca1400_ai_ci")
                : List.of("utf8mb4_0900_ai_ci", "utf8mb4_0900_ai_ci", "utf8mb4_general_ci", "utf8mb4_unicode_ci");
        Tally tally = new Tally();
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        long next = System.nanoTime() + 120_000_000_000L;
        long seed = SEED;
        do {
            World world = new WorldGrammar(seed++, collations).world();
            tally.world();
            if (System.nanoTime() > next) {
                System.out.println("[oracle] " + tally.summary());
                next += 120_000_000_000L;
            }
            try (Arena arena = Arena.open(servers, world.rules(), world.settings(), world.script())) {
                new Trial(world, arena, tally).run(STATEMENT);
            }
            write("difference", tally.differences());
        } while (STATEMENT < 0
                && seed - SEED < WORLDS
                && System.nanoTime() < end
                && tally.differences().size() < ENOUGH);
        System.out.println("[oracle] " + tally);
        write("difference", tally.differences());
        write("disputed", tally.disputed());
        assertEquals(0, tally.differences().size(), () -> String.join("\n\n", tally.differences()));
        assertTrue(STATEMENT >= 0 || tally.answeredCount() > tally.asked() / 10, "too little is answered");
    }

    private static void write(String name, List<String> differences) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "oracle"));
        for (int i = 0; i < differences.size(); i++) {
            Files.writeString(folder.resolve(name + "-" + i + ".sql"), differences.get(i) + "\n");
        }
    }
}
